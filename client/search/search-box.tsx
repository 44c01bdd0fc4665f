/**
 * Search as you type: `/` goes to the field, arrow keys choose, Enter takes the topic.
 * Invariant: Enter takes what is chosen among the results of the text as it stands, else the first
 * of them; where they are not there yet, it waits for them.
 */
import { memo, useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Autocomplete, Button, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';

import type { SearchItem } from '../../graph/api.ts';
import { useFirstResult, useSearch } from '../queries/hooks.ts';
import { asProblem } from '../queries/problem.ts';
import { Icon } from '../screen/icons.tsx';
import { Breakable } from '../text/breakable.tsx';
import { folderName } from '../text/format.ts';
import { Marked } from '../text/marked.tsx';
import { useDebounced } from './use-debounced.ts';
import './search.css';

const DEBOUNCE_MS = 120;
/** What the field is to screen readers; Autocomplete says which list it controls. */
const COMBOBOX = { role: 'combobox', 'aria-haspopup': 'listbox' } as const;

interface SearchBoxProps {
  label: string;
  placeholder: string;
  /** whether `/` goes here */
  slash: boolean;
  /** name of the topic that was chosen, in a field that goes on showing it; '' while there is none */
  chosen?: string;
  onChoose: (id: string) => void;
  /** what was chosen is taken back */
  onClear?: () => void;
}

export const SearchBox = memo(function SearchBox(props: SearchBoxProps): ReactElement {
  const { chosen = '' } = props;
  const [text, setText] = useState(chosen);
  const [shownChoice, setShownChoice] = useState(chosen);
  if (chosen !== shownChoice) {
    setShownChoice(chosen);
    setText(chosen);
  }
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  const sought = text.trim() === chosen ? '' : text.trim();
  const q = useDebounced(sought, DEBOUNCE_MS);
  const search = useSearch(q);
  const items = q === '' ? [] : (search.data?.items ?? []);
  const isCurrent = q === sought && search.data !== undefined && !search.isPlaceholderData;
  const firstResult = useFirstResult();
  const showsResults = open && sought !== '';

  useSlashKey(input, props.slash);

  const choose = (id: string): void => {
    setOpen(false);
    input.current?.blur();
    props.onChoose(id);
  };

  const chooseFirst = async (asked: string): Promise<void> => {
    // A search that fails says so in the list of results.
    const first = await firstResult(asked).catch(() => null);
    if (first && input.current?.value.trim() === asked) choose(first.id);
  };

  return (
    <search
      ref={box}
      className="search"
      onFocus={() => setOpen(true)}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || event.target !== input.current || sought === '') return;
        if (isCurrent && input.current.hasAttribute('aria-activedescendant')) return;
        event.preventDefault();
        event.stopPropagation();
        void chooseFirst(sought);
      }}
      onBlur={(event) => {
        if (box.current?.contains(event.relatedTarget)) return;
        setOpen(false);
        if (chosen !== '') setText(chosen);
      }}
    >
      <Autocomplete
        inputValue={text}
        onInputChange={(value) => {
          setText(value);
          setOpen(true);
        }}
      >
        <SearchField className="search-field" aria-label={props.label} onClear={() => props.onClear?.()}>
          <Icon name="search" />
          <Input
            ref={input}
            className="search-input"
            placeholder={props.placeholder}
            onFocus={(event) => {
              if (chosen !== '') event.target.select();
            }}
            {...COMBOBOX}
            aria-expanded={showsResults}
          />
          {text === '' && !props.slash ? null : text === '' ? (
            <kbd className="search-key" aria-hidden="true">
              /
            </kbd>
          ) : (
            <Button className="icon-button" aria-label="Clear">
              <Icon name="close" />
            </Button>
          )}
        </SearchField>
        {showsResults && (
          <div className="search-results">
            {search.isError ? (
              <p className="search-note" role="alert">
                {asProblem(search.error).message}
              </p>
            ) : (
              <ListBox
                className="search-list"
                aria-label="Search results"
                items={items}
                dependencies={[items]}
                onAction={(key) => choose(String(key))}
                renderEmptyState={() => (
                  <p className="search-note">
                    {search.isFetching || q !== sought ? 'Searching…' : `Nothing found for “${q}”.`}
                  </p>
                )}
              >
                {(item) => <Result item={item} />}
              </ListBox>
            )}
            <output className="visually-hidden">
              {search.data && !search.isFetching ? `${search.data.total} results` : ''}
            </output>
          </div>
        )}
      </Autocomplete>
    </search>
  );
});

function Result({ item }: { item: SearchItem }): ReactElement {
  const isTitle = item.match === 'title' && item.excerpt === item.title;
  return (
    <ListBoxItem id={item.id} textValue={item.title} className="result">
      <span className="result-title">
        {isTitle ? <Marked text={item.title} places={item.marks} /> : <Breakable name={item.title} />}
      </span>
      <span className="result-kind">
        {item.kind === 'wanted' ? <span className="chip chip-wanted">wanted</span> : folderName(item.folder)}
      </span>
      {!isTitle && item.excerpt !== '' && (
        <span className="result-excerpt">
          {item.match !== 'text' && item.match !== 'title' && <b>{item.match} </b>}
          <Marked text={item.excerpt} places={item.marks} />
        </span>
      )}
    </ListBoxItem>
  );
}

/** `/` goes to the field, unless someone is writing. */
function useSlashKey(input: RefObject<HTMLInputElement | null>, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      if (
        at instanceof HTMLElement &&
        (at.isContentEditable || /^(?:input|textarea|select)$/i.test(at.tagName))
      )
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [input, active]);
}
