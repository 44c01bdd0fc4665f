/** How any part of the screen opens a page or its neighbourhood; the app gives the meaning. */
import { createContext, useContext } from 'react';

export interface Navigation {
  /** opens a page's panel, at a heading of its text if one is named, and flies to it */
  open: (id: string, section?: string | null) => void;
  /** opens a page's panel at its unlinked mentions, and flies to it */
  openMentions: (id: string) => void;
  explore: (id: string) => void;
}

export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('useNavigation outside of NavigationContext');
  return navigation;
}
