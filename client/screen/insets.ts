/** Which sides of the screen the cards take, so that the map centres in what is free. */
import type { Insets } from '../map/camera-controller.ts';
import type { Box } from '../map/label-layout.ts';

/** Below this width cards lie above and below the map rather than beside it (tokens.css has it too). */
export const NARROW_PX = 640;
/** Below this width there is no room for a free middle between cards on the left and the panel. */
export const ROOMY_PX = 1000;

/** `header`: the card with search and modes. `panel`: the page panel, or the sheet; null if closed. */
export function insetsOf(
  screen: { width: number; height: number },
  header: Box | null,
  panel: Box | null,
): Insets {
  const narrow = screen.width <= NARROW_PX;
  // on a phone held across, what is under the header is lower than what is beside it
  const low = !narrow && header !== null && header.bottom > screen.height / 2;
  const beside = screen.width >= ROOMY_PX || low;
  return {
    left: Math.round(beside && header ? header.right : 0),
    right: Math.round(!narrow && panel ? screen.width - panel.left : 0),
    top: Math.round(!beside && header ? header.bottom : 0),
    bottom: Math.round(narrow && panel ? screen.height - panel.top : 0),
  };
}
