/**
 * The page panel: what a page is, what links to it and where it links, with the sentence of each
 * link, who names it without a link, what is like it, and its text. A wanted page has only the pages
 * that want it. Invariant: what a tab shows is asked for when the tab is opened.
 */
import { useEffect, useRef, type ReactElement } from 'react';
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

import type { PageDetail } from '../../graph/api.ts';
import { useMentions, usePage } from '../queries/hooks.ts';
import { asProblem, awayOf } from '../queries/problem.ts';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { Icon } from '../screen/icons.tsx';
import { useView } from '../state/use-view.ts';
import { closePage, setTab, type PanelTab } from '../state/view-state.ts';
import { Breakable } from '../text/breakable.tsx';
import { formatCount } from '../text/format.ts';
import { LinksTab } from './links-tab.tsx';
import { MentionsTab } from './mentions-tab.tsx';
import { PageHead } from './page-head.tsx';
import { RelatedTab } from './related-tab.tsx';
import { TextTab } from './text-tab.tsx';
import './panel.css';

export function PagePanel(props: { id: string; folderColor: (folder: string) => string }): ReactElement {
  const { step } = useView();
  const page = usePage(props.id);
  // Taken out of the wiki while it was read: what was there before is no answer any more.
  const gone = page.isError && !asProblem(page.error).passing;
  return (
    <>
      <Button
        className="icon-button panel-close"
        aria-label="Close the panel"
        onPress={() => step(closePage())}
      >
        <Icon name="close" />
      </Button>
      {page.data && !gone ? (
        // Begins anew for each page: at its top, with the focus taken where it was lost.
        <div key={page.data.id} className="panel-page">
          <PageHead page={page.data} folderColor={props.folderColor} />
          {page.data.kind === 'page' ? <PageTabs page={page.data} /> : <WantedBy page={page.data} />}
        </div>
      ) : page.isError && awayOf(page.error) === null ? (
        <div className="panel-scroll">
          <p className="panel-missing">
            <Breakable name={props.id} />
          </p>
          <Trouble error={page.error} retry={() => void page.refetch()} />
        </div>
      ) : (
        <LoadingLines what="the page" lines={9} />
      )}
    </>
  );
}

function PageTabs({ page }: { page: PageDetail }): ReactElement {
  const { view, adjust } = useView();
  const links = (degree: number, structural: number): number => degree + (view.allLinks ? structural : 0);
  const mentions = useMentions(page.id, view.tab === 'mentions').data?.pages[0]?.total;
  const tabList = useRef<HTMLDivElement>(null);
  // In the next frame: the tabs are put into the list after it. A count that comes moves them.
  useEffect(() => {
    const frame = requestAnimationFrame(() => showOpenTab(tabList.current));
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [view.tab, mentions]);

  return (
    <Tabs
      className="tabs"
      selectedKey={view.tab}
      onSelectionChange={(key) => {
        const tab = TABS.find((one) => one === key);
        if (tab) adjust(setTab(tab));
      }}
    >
      <TabList ref={tabList} className="tab-list" aria-label="About this page">
        <Tab id="in" className="tab">
          Links here <span className="count">{formatCount(links(page.inDegree, page.structuralIn))}</span>
        </Tab>
        <Tab id="out" className="tab">
          Links to <span className="count">{formatCount(links(page.outDegree, page.structuralOut))}</span>
        </Tab>
        <Tab id="mentions" className="tab">
          Mentions {mentions !== undefined && <span className="count">{formatCount(mentions)}</span>}
        </Tab>
        <Tab id="related" className="tab">
          Related
        </Tab>
        <Tab id="text" className="tab">
          Text
        </Tab>
      </TabList>
      <TabPanel id="in" className="panel-scroll">
        <LinksTab page={page} direction="in" />
      </TabPanel>
      <TabPanel id="out" className="panel-scroll">
        <LinksTab page={page} direction="out" />
      </TabPanel>
      <TabPanel id="mentions" className="panel-scroll">
        <MentionsTab page={page} />
      </TabPanel>
      <TabPanel id="related" className="panel-scroll">
        <RelatedTab page={page} />
      </TabPanel>
      <TabPanel id="text" className="panel-scroll">
        <TextTab page={page} />
      </TabPanel>
    </Tabs>
  );
}

/** Where the tabs do not all fit, the open one is in sight. */
function showOpenTab(list: HTMLElement | null): void {
  const tab = list?.querySelector('[aria-selected=true]')?.getBoundingClientRect();
  const frame = list?.getBoundingClientRect();
  if (!list || !tab || !frame) return;
  const [before, after] = [frame.left - tab.left, tab.right - frame.right];
  if (before > 0) list.scrollLeft -= before + TAB_MARGIN;
  else if (after > 0) list.scrollLeft += after + TAB_MARGIN;
}

/** The shade at the edge is left free, px. */
const TAB_MARGIN = 20;

const TABS: readonly PanelTab[] = ['in', 'out', 'mentions', 'related', 'text'];

function WantedBy({ page }: { page: PageDetail }): ReactElement {
  return (
    <div className="panel-scroll">
      <p className="wanted-note">
        No file answers to this name. It is on the map because these pages link to it; add a page of this name
        and they will find it.
      </p>
      <LinksTab page={page} direction="in" />
    </div>
  );
}
