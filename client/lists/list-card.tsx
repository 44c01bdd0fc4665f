/** The lists: reports on the wiki, and in a neighbourhood or with paths what the picture shows. */
import type { ReactElement } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

import type { ReportKind, Subgraph } from '../../graph/api.ts';
import { useReport } from '../queries/hooks.ts';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { Icon } from '../screen/icons.tsx';
import { PathList } from '../paths/path-list.tsx';
import type { Paths } from '../paths/use-paths.ts';
import { useView } from '../state/use-view.ts';
import { closeList, openList, type ListKind } from '../state/view-state.ts';
import { countOf } from '../text/format.ts';
import { MoreButton } from './more-button.tsx';
import { PageRow } from './page-row.tsx';
import { listsOf, type ListName } from './report-names.ts';
import { ShownList } from './shown-list.tsx';
import './lists.css';

export function ListCard(props: { kind: ListKind; shown: Subgraph | null; paths: Paths }): ReactElement {
  const { view, step } = useView();
  const offered = listsOf(view.mode);
  const list = offered.find(({ kind }) => kind === props.kind) ?? offered[0];
  return (
    <>
      <h2 className="visually-hidden">Lists</h2>
      <div className="list-head">
        <Select
          className="list-select"
          selectedKey={list?.kind ?? null}
          onSelectionChange={(key) => {
            const chosen = offered.find(({ kind }) => kind === key);
            if (chosen) step(openList(chosen.kind));
          }}
        >
          <Label className="visually-hidden">List</Label>
          <Button className="list-choice">
            <SelectValue />
            <Icon name="down" />
          </Button>
          <Popover className="menu">
            <ListBox items={offered}>
              {({ kind, name }) => (
                <ListBoxItem id={kind} className="menu-item">
                  {name}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </Select>
        <Button className="icon-button" aria-label="Close the list" onPress={() => step(closeList())}>
          <Icon name="close" />
        </Button>
      </div>
      {list &&
        (list.kind !== 'shown' ? (
          <ReportPages key={list.kind} list={list} kind={list.kind} />
        ) : view.mode === 'path' ? (
          <PathList paths={props.paths} />
        ) : (
          <ShownList shown={props.shown} />
        ))}
    </>
  );
}

function ReportPages(props: { list: ListName; kind: ReportKind }): ReactElement {
  const { view } = useView();
  const report = useReport(props.kind, view.structural);
  if (report.isError && !report.data)
    return <Trouble error={report.error} retry={() => void report.refetch()} />;
  if (!report.data) return <LoadingLines what={props.list.name} lines={10} />;
  const items = report.data.pages.flatMap((page) => page.items);
  const total = report.data.pages[0]?.total ?? 0;
  return (
    <div className="list-body">
      <p className="list-meaning">
        {total === 0 ? props.list.none : `${countOf(total, 'page')}. ${props.list.meaning}`}
        {props.kind !== 'wanted' && !view.structural && ' Structural links do not count.'}
      </p>
      <ol className="list-rows">
        {items.map((item) => (
          <PageRow
            key={item.id}
            page={item}
            wantedBy={item.wantedBy ?? []}
            suggestions={item.suggestions ?? []}
          />
        ))}
      </ol>
      <MoreButton shown={items.length} total={total} query={report} />
    </div>
  );
}
