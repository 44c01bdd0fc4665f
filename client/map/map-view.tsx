/**
 * The map as a React component: holds the elements and hands every change to the scene.
 * Invariant: the scene is made anew only for another picture (or after a lost WebGL context);
 * every other prop is passed on to the one that stands.
 */
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type Ref,
} from 'react';
import type { MapColumns, Subgraph } from '../../graph/api.ts';
import { MapScene } from './map-scene.ts';
import './map.css';
import { makePicture, type Picture } from './picture.ts';
import { hasWebGl } from './stage.ts';

export interface MapViewProps {
  /** what to draw: the whole map's columns, or a neighbourhood in graphology's form */
  picture:
    | { kind: 'map'; map: MapColumns }
    | { kind: 'neighbourhood'; subgraph: Subgraph; seeds: readonly string[] };
  selected: string | null;
  /** which nodes to bring out: drawn in full, everything else dimmed when not 'none' */
  highlight: 'none' | 'orphans' | 'wanted';
  colorBy: 'folder' | 'community';
  /** folder name or community number → CSS colour, the legend's; keep it the same while it means the same */
  colorOf: (folderOrCommunity: string | number) => string;
  hiddenFolders: ReadonlySet<string>;
  theme: 'light' | 'dark';
  /** centre in map units and zoom (1: the whole map fills the view); null fits all */
  camera: { x: number; y: number; ratio: number } | null;
  /** when the camera rests, not each frame */
  onCameraChange: (camera: { x: number; y: number; ratio: number }) => void;
  onSelect: (id: string | null) => void;
  /** double click on a node */
  onExplore?: (id: string) => void;
  /** screen area covered by cards, px, so that fly-to and fit centre in what is free */
  insets: { left: number; right: number; top: number; bottom: number };
  ref?: Ref<MapHandle>;
}

export interface MapHandle {
  /** flies to a node; false where it is not in the picture */
  flyTo(id: string): boolean;
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
    colorOf,
    hiddenFolders,
    theme,
    camera,
    insets,
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

  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const last = useRef<{ kind: Picture['kind']; scene: MapScene; camera: MapViewProps['camera'] } | null>(
    null,
  );

  useEffect(() => {
    const [root, canvas, tooltip] = [rootRef.current, canvasRef.current, tooltipRef.current];
    if (!root || !canvas || !tooltip) return;
    if (!hasWebGl()) {
      setTrouble('no-webgl');
      return;
    }
    const now = latest.current;
    const scene = new MapScene(
      { root, canvas, tooltip },
      picture,
      now,
      now.insets,
      startCamera(last.current, picture, now.camera),
      {
        select: (id) => latest.current.onSelect(id),
        explore: (id) => latest.current.onExplore?.(id),
        camera: (settled) => latest.current.onCameraChange(settled),
        contextLost: () => setTrouble('context-lost'),
      },
    );
    scene.setSelected(now.selected);
    sceneRef.current = scene;
    return () => {
      last.current = { kind: picture.kind, scene, camera: latest.current.camera };
      sceneRef.current = null;
      scene.kill();
    };
  }, [picture, attempt]);

  useEffect(() => {
    sceneRef.current?.setLook({ highlight, colorBy, colorOf, hiddenFolders, theme });
  }, [highlight, colorBy, colorOf, hiddenFolders, theme]);
  useEffect(() => sceneRef.current?.setSelected(selected), [selected]);
  const { left, right, top, bottom } = insets;
  useEffect(() => sceneRef.current?.setInsets({ left, right, top, bottom }), [left, right, top, bottom]);
  useEffect(() => sceneRef.current?.setCamera(camera), [camera]);

  useImperativeHandle(
    props.ref,
    () => ({
      flyTo: (id) => sceneRef.current?.flyTo(id) ?? false,
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
        aria-label={describePicture(picture)}
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
      <h2>{trouble === 'no-webgl' ? 'The map needs WebGL' : 'The map lost its drawing surface'}</h2>
      <p>
        {trouble === 'no-webgl'
          ? 'This browser does not offer it, or has it switched off. Search, pages and lists work without it.'
          : 'The browser took the graphics memory back. Your place on the map is kept.'}
      </p>
      <button type="button" onClick={onAgain}>
        {trouble === 'no-webgl' ? 'Try again' : 'Draw the map again'}
      </button>
    </div>
  );
}

/** Another answer of the same kind keeps the view; another kind starts with its own camera. */
function startCamera(
  before: { kind: Picture['kind']; scene: MapScene; camera: MapViewProps['camera'] } | null,
  picture: Picture,
  camera: MapViewProps['camera'],
): MapViewProps['camera'] {
  if (!before || before.camera !== camera) return camera;
  if (before.kind === 'map' && picture.kind === 'map') return camera;
  return null;
}

function describePicture(picture: Picture): string {
  const numbers = new Intl.NumberFormat('en');
  const wanted = picture.wanted.filter(Boolean).length;
  const pages = picture.ids.length - wanted;
  const what = picture.kind === 'map' ? 'Map of the wiki' : 'Neighbourhood';
  return `${what}: ${numbers.format(pages)} pages, ${numbers.format(wanted)} wanted pages, ${numbers.format(picture.ties.length)} pairs of linked pages`;
}
