/**
 * The map as a React component: holds the elements and hands every change to the scene.
 * Invariant: the scene is made anew only for another picture (or after a lost WebGL context), and
 * not where more of the same map was loaded; every other prop is passed on to the one that stands.
 */
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type Ref,
} from 'react';
import { Button } from 'react-aria-components';

import type { Camera } from '../state/camera.ts';
import type { LookSettings } from './look.ts';
import { MapScene, type Covered } from './map-scene.ts';
import '../notice/notice.css';
import './map.css';
import { makePicture, type Bounds, type Picture, type PictureSource } from './picture.ts';
import { hasWebGl } from './stage.ts';

export interface MapViewProps extends LookSettings {
  /** what to draw: the whole map's columns, or a neighbourhood in graphology's form */
  picture: PictureSource;
  selected: string | null;
  /** null fits all */
  camera: Camera | null;
  /** another number: the camera is one that someone went back to, and is taken whatever was reported */
  returns: number;
  /** when the camera rests or sets out on a flight, not each frame */
  onCameraChange: (camera: Camera | null) => void;
  onSelect: (id: string | null) => void;
  /** the page under the pointer */
  onHover?: (id: string | null) => void;
  /** what is in view, map units */
  onShows?: (bounds: Bounds) => void;
  /** double click on a node */
  onExplore?: (id: string) => void;
  /** what cards cover; the same object while it stays the same */
  covered: Covered;
  ref?: Ref<MapHandle>;
}

export interface MapHandle {
  /** flies to a node; false where it is not in the picture yet */
  flyTo(id: string): boolean;
  /** flies to a community's region; false where it is not in the picture */
  flyToRegion(community: number): boolean;
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
}

type Trouble = 'no-webgl' | 'context-lost';

export function MapView(props: MapViewProps): ReactElement {
  const {
    picture: source,
    selected,
    highlight,
    colorBy,
    palette,
    hiddenFolders,
    theme,
    camera,
    returns,
    covered,
  } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLDivElement>(null);
  const tooltipRef = useRef<HTMLOutputElement>(null);
  const sceneRef = useRef<MapScene | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [attempt, setAttempt] = useState(0);
  const hintId = useId();

  const data = source.kind === 'map' ? source.map : source.subgraph;
  const seeds = source.kind === 'map' ? '' : JSON.stringify(source.seeds);
  // the shell may wrap the same answer in a new object; only another answer is another picture
  // oxlint-disable-next-line react/exhaustive-deps -- `data` and `seeds` are all that `source` holds
  const picture = useMemo(() => makePicture(source), [data, seeds]);

  const drawn = (source.kind === 'map' && source.overview) || picture;

  const latest = useRef({ props, picture });
  useLayoutEffect(() => {
    latest.current = { props, picture };
  });

  // before the browser paints: an empty sea first would hold the map up by a whole frame
  useLayoutEffect(() => {
    const [root, canvas, tooltip] = [rootRef.current, canvasRef.current, tooltipRef.current];
    if (!root || !canvas || !tooltip) return;
    if (!hasWebGl()) {
      setTrouble('no-webgl');
      return;
    }
    const now = latest.current.props;
    const { covered: cards, camera: from } = now;
    const scene = new MapScene({ root, canvas, tooltip }, latest.current.picture, now, cards, from, {
      select: (id) => latest.current.props.onSelect(id),
      explore: (id) => latest.current.props.onExplore?.(id),
      hover: (id) => latest.current.props.onHover?.(id),
      camera: (settled) => latest.current.props.onCameraChange(settled),
      shows: (bounds) => latest.current.props.onShows?.(bounds),
      contextLost: () => setTrouble('context-lost'),
    });
    scene.setSelected(now.selected);
    sceneRef.current = scene;
    return () => {
      sceneRef.current = null;
      scene.kill();
    };
  }, [drawn, attempt]);
  useEffect(() => sceneRef.current?.setPicture(picture), [picture]);

  useEffect(() => {
    sceneRef.current?.setLook({ highlight, colorBy, palette, hiddenFolders, theme });
  }, [highlight, colorBy, palette, hiddenFolders, theme]);
  // Before the selection: what follows from that is reported from the camera of the same view.
  const lastReturns = useRef(returns);
  useEffect(() => {
    sceneRef.current?.setCamera(camera, returns !== lastReturns.current);
    lastReturns.current = returns;
  }, [camera, returns]);
  useEffect(() => sceneRef.current?.setSelected(selected), [selected]);
  useEffect(() => sceneRef.current?.setCovered(covered), [covered]);

  useImperativeHandle(
    props.ref,
    () => ({
      flyTo: (id) => sceneRef.current?.flyTo(id) ?? false,
      flyToRegion: (community) => sceneRef.current?.flyToRegion(community) ?? false,
      fit: () => sceneRef.current?.camera.fit(true),
      zoomIn: () => sceneRef.current?.camera.zoomIn(),
      zoomOut: () => sceneRef.current?.camera.zoomOut(),
    }),
    [],
  );

  const drawAgain = useCallback(() => {
    setTrouble(null);
    setAttempt((count) => count + 1);
  }, []);

  return (
    <div className="map" data-testid="map" data-theme={theme} data-kind={picture.kind} ref={rootRef}>
      <div
        className="map-canvas"
        role="img" // oxlint-disable-line jsx-a11y/prefer-tag-over-role -- many canvases, one picture
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex -- arrow keys move it
        aria-label={describePicture(picture, source)}
        aria-describedby={hintId}
        ref={canvasRef}
      />
      <p id={hintId} hidden>
        Arrow keys move the map, plus and minus zoom, 0 shows all of it.
      </p>
      <output className="map-tooltip" ref={tooltipRef} />
      {trouble && <MapTrouble trouble={trouble} onAgain={drawAgain} />}
    </div>
  );
}

function MapTrouble({ trouble, onAgain }: { trouble: Trouble; onAgain: () => void }): ReactElement {
  return (
    <div className="map-trouble" role="alert">
      <h2 className="notice-title">
        {trouble === 'no-webgl' ? 'The map needs WebGL' : 'The map lost its drawing surface'}
      </h2>
      <p>
        {trouble === 'no-webgl'
          ? 'This browser does not offer it, or has it switched off. Search, pages and lists work without it.'
          : 'The browser took the graphics memory back. Your place on the map is kept.'}
      </p>
      <Button className="button button-main" onPress={onAgain}>
        {trouble === 'no-webgl' ? 'Try again' : 'Draw the map again'}
      </Button>
    </div>
  );
}

function describePicture(picture: Picture, source: PictureSource): string {
  const numbers = new Intl.NumberFormat('en');
  const wanted = picture.wanted.filter(Boolean).length;
  const pages = picture.ids.length - wanted;
  const what = source.kind === 'map' ? 'Map of the wiki' : source.paths ? 'Paths' : 'Neighbourhood';
  return `${what}: ${numbers.format(pages)} pages, ${numbers.format(wanted)} wanted pages, ${numbers.format(picture.ties.length)} pairs of linked pages`;
}
