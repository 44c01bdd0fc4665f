/** The view state as React sees it: read it with `view`, change it with `step` and `adjust`. */
import { createContext, useContext, useSyncExternalStore } from 'react';

import type { ViewHistory } from './history.ts';
import type { ViewState } from './view-state.ts';

export const ViewContext = createContext<ViewHistory | null>(null);

export interface View extends Pick<ViewHistory, 'step' | 'adjust' | 'returns'> {
  view: ViewState;
}

/** The current view; renders again at each change. */
export function useView(): View {
  const history = useContext(ViewContext);
  if (!history) throw new Error('useView outside of ViewContext');
  const view = useSyncExternalStore(history.subscribe, history.current);
  return { view, step: history.step, adjust: history.adjust, returns: history.returns };
}
