/**
 * Runs in every page before its own scripts: says when a frame is finished, and how long each frame
 * of a drag took. Software rendering paints a canvas, WebGL too, before the page's next task, and
 * holds the next frame back until the one before is put together: a frame ends where the next begins.
 */
const nextFrame = () => new Promise(requestAnimationFrame);

function afterPainting() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', resolve, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/** Called within a frame. @returns milliseconds since the page's navigation start */
async function frameEnd() {
  await afterPainting();
  await nextFrame();
  return performance.now();
}

/** Milliseconds of each frame of the drag, from the handling of its move on. */
const frames = [];
let onFrame = () => undefined;

addEventListener(
  'pointermove',
  async ({ buttons }) => {
    if (buttons === 0) return;
    const start = performance.now();
    await nextFrame();
    frames.push((await frameEnd()) - start);
    onFrame();
  },
  { capture: true },
);

const drawnMap = () => document.querySelector('[data-camera-ready]:not([data-nodes="0"])[data-edges]');

/** From the page's beginning on, so that no map is drawn unseen. */
const mapDrawn = new Promise((resolve) => {
  const observer = new MutationObserver(() => {
    if (!drawnMap()) return;
    observer.disconnect();
    // names and regions are painted in the frame after Sigma's own first one
    resolve(nextFrame().then(frameEnd));
  });
  const attributeFilter = ['data-camera-ready', 'data-nodes', 'data-edges'];
  observer.observe(document, { subtree: true, attributeFilter });
});

globalThis.drawBench = {
  /** Draws the graph in `graphText` with the page's library. @returns milliseconds from its JSON text to the picture */
  async first(settings) {
    const start = performance.now();
    await globalThis.drawGraph(globalThis.graphText, document.querySelector('#graph'), settings);
    return { ms: (await frameEnd()) - start };
  },

  /** Waits for Wiki Atlas's map. @returns milliseconds from the request for it, and from the navigation, to the picture */
  async firstMap() {
    const end = await mapDrawn;
    const request = performance
      .getEntriesByType('resource')
      .find(({ name }) => new URL(name).pathname === '/api/map');
    if (request.transferSize < request.encodedBodySize) throw new Error('the map came from the cache');
    return { ms: end - request.startTime, sinceNavigation: end };
  },

  /** What the map says it draws. */
  drawn() {
    const { nodes, edges } = drawnMap().dataset;
    return { nodes: Number(nodes), edges: Number(edges) };
  },

  /** The frame of that number, once it is there. */
  async frame(number) {
    while (frames.length <= number) {
      await new Promise((resolve) => {
        onFrame = resolve;
      });
    }
    return frames[number];
  },
};
