import { describe, expect, it } from 'vitest';

import {
  INITIAL_VIEW,
  closeList,
  closePage,
  explore,
  drawsMap,
  openList,
  openMentions,
  openPage,
  pathFrom,
  setDepth,
  setHighlight,
  setPathDirection,
  setPathEnd,
  setStructural,
  setTab,
  setWanted,
  showMode,
  swapPathEnds,
  toggleFolder,
  type Producer,
} from '../../client/state/view-state.ts';

const after = (...producers: Producer[]) =>
  producers.reduce((view, producer) => producer(view), INITIAL_VIEW);

describe('the view state', () => {
  it('opens a page on the tab that was open', () => {
    expect(after(setTab('out'), openPage('a'))).toMatchObject({ page: 'a', tab: 'out' });
  });

  it('opens a page at a section in its text', () => {
    expect(after(openPage('a', 'h-end'))).toMatchObject({ tab: 'text', section: 'h-end' });
    expect(after(openPage('a', 'h-end'), openPage('b')).section).toBeNull();
  });

  it('makes the open page the middle of the neighbourhood', () => {
    expect(after(openPage('a'), showMode('neighbourhood'))).toMatchObject({ seed: 'a', page: 'a' });
  });

  it('takes the first page that is opened as the middle of a neighbourhood without one', () => {
    expect(after(showMode('neighbourhood'), openPage('a'), openPage('b'))).toMatchObject({
      seed: 'a',
      page: 'b',
    });
  });

  it('shows all of a new picture', () => {
    const moved = { ...INITIAL_VIEW, camera: { x: 1, y: 2, ratio: 0.5 } };
    expect(explore('a')(moved).camera).toBeNull();
    expect(showMode('neighbourhood')(moved).camera).toBeNull();
    expect(openPage('a')(moved).camera).toEqual(moved.camera);
  });

  it('shows all of a neighbourhood that other links lay out anew, and leaves the map where it is', () => {
    const camera = { x: 1, y: 2, ratio: 0.5 };
    const map = { ...INITIAL_VIEW, camera };
    const around = { ...map, mode: 'neighbourhood' as const, seed: 'a' };
    for (const producer of [setStructural(true), setWanted(false)]) {
      expect(producer(map).camera).toEqual(camera);
      expect(producer(around).camera).toBeNull();
    }
    expect(setHighlight('wanted')(around).camera).toEqual(camera);
  });

  it('keeps the depth between 1 and 4', () => {
    expect(after(setDepth(9)).depth).toBe(4);
    expect(after(setDepth(0)).depth).toBe(1);
  });

  it('brings out on the map what the list is of, until it is closed', () => {
    expect(after(openList('orphans')).highlight).toBe('orphans');
    expect(after(openList('orphans'), closeList()).highlight).toBe('none');
    expect(after(setHighlight('wanted'), openList('orphans'), closeList())).toMatchObject({ list: null });
  });

  it('draws wanted pages when they are brought out, and ends that when they are hidden', () => {
    expect(after(setWanted(false), setHighlight('wanted')).wanted).toBe(true);
    expect(after(setHighlight('wanted'), setWanted(false)).highlight).toBe('none');
  });

  it('leaves the list of what is shown with the neighbourhood', () => {
    expect(after(explore('a'), openList('shown'), showMode('map')).list).toBeNull();
    expect(after(explore('a'), openList('wanted'), showMode('map')).list).toBe('wanted');
  });

  it('hides a folder and shows it again', () => {
    expect(after(toggleFolder('a'), toggleFolder('b')).hidden).toEqual(['a', 'b']);
    expect(after(toggleFolder('a'), toggleFolder('b'), toggleFolder('a')).hidden).toEqual(['b']);
  });

  it('opens a page at the pages that name it', () => {
    expect(after(openMentions('a'))).toMatchObject({ page: 'a', tab: 'mentions' });
  });
});

describe('a path', () => {
  it('begins at the open page, or in the middle of the neighbourhood', () => {
    expect(after(openPage('a'), showMode('path'))).toMatchObject({ from: 'a', to: null });
    expect(after(explore('b'), closePage(), showMode('path'))).toMatchObject({ from: 'b', to: null });
  });

  it('is the one there was before when its mode comes back', () => {
    const view = after(
      pathFrom('a'),
      setPathEnd('to', 'b'),
      showMode('map'),
      openPage('c'),
      showMode('path'),
    );
    expect(view).toMatchObject({ from: 'a', to: 'b', list: 'shown', page: null });
  });

  it('leaves the map to choose its other end on, as it lies and without a list over it', () => {
    const moved = { ...after(openList('orphans'), openPage('a')), camera: { x: 1, y: 2, ratio: 0.5 } };
    const view = pathFrom('a')(moved);
    expect(view).toMatchObject({ mode: 'path', page: null, list: null, camera: moved.camera });
    expect(drawsMap(view)).toBe(true);
  });

  it('is drawn and listed once both ends are chosen', () => {
    const view = after(pathFrom('a'), openPage('b'), setPathEnd('to', 'b'));
    expect(view).toMatchObject({ from: 'a', to: 'b', list: 'shown', page: null, camera: null });
    expect(drawsMap(view)).toBe(false);
    expect(setPathEnd('to', null)(view)).toMatchObject({ to: null, list: null });
  });

  it('has two ends, not one page twice', () => {
    expect(after(pathFrom('a'), setPathEnd('to', 'b'), setPathEnd('to', 'a'))).toMatchObject({
      from: null,
      to: 'a',
    });
  });

  it('is turned round', () => {
    expect(after(pathFrom('a'), setPathEnd('to', 'b'), swapPathEnds())).toMatchObject({ from: 'b', to: 'a' });
    expect(after(pathFrom('a'), swapPathEnds())).toMatchObject({ from: null, to: 'a' });
  });

  it('is shown whole whenever other links are followed', () => {
    const path = after(pathFrom('a'), setPathEnd('to', 'b'));
    const moved = { ...path, camera: { x: 1, y: 2, ratio: 0.5 } };
    expect(setPathDirection('out')(moved).camera).toBeNull();
    expect(setStructural(true)(moved).camera).toBeNull();
  });

  it('takes its list with it when the map comes back', () => {
    expect(after(pathFrom('a'), setPathEnd('to', 'b'), showMode('map')).list).toBeNull();
  });
});
