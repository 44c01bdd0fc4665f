/**
 * A second thread for the parts of an analysis that need not wait for each other: names, and the plots.
 * Invariant: what it answers is what the functions it calls would; whoever asks waits for the answer.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Grouping } from './communities.ts';
import type { Outline } from './outline.ts';
import type { Point } from './plane.ts';
import { layOutPlot, type PlotPlan } from './plot-layout.ts';

const ENTRY = new URL('./second-thread-entry.js', import.meta.url);
/** Nothing it is asked takes nearly so long: it has died. */
const PATIENCE_MS = 600_000;

export type Task =
  | { type: 'names'; wiki: Omit<Outline, 'edges'>; groupings: readonly Grouping[]; ranks: readonly number[] }
  | { type: 'plots'; plans: readonly PlotPlan[]; next: Int32Array };

/** `plots`: by their numbers, those that the second thread laid out. */
export type Answer = { type: 'names'; names: string[] } | { type: 'plots'; plots: Map<number, Point[]> };

export interface ThreadData {
  port: MessagePort;
  /** one number, shared: how many answers were given */
  given: Int32Array;
}

export class SecondThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #given = new Int32Array(new SharedArrayBuffer(4));
  readonly #answers: Answer[] = [];

  /** Null where the program runs uncompiled. */
  static start(): SecondThread | null {
    return existsSync(fileURLToPath(ENTRY)) ? new SecondThread() : null;
  }

  private constructor() {
    const { port1, port2 } = new MessageChannel();
    const workerData: ThreadData = { port: port2, given: this.#given };
    this.#worker = new Worker(ENTRY, { workerData, transferList: [port2] });
    this.#worker.unref();
    this.#port = port1;
  }

  /** Begins to name communities. @returns waits for the names */
  names(
    { pages, wanted, marks }: Outline,
    groupings: readonly Grouping[],
    ranks: readonly number[],
  ): () => string[] {
    this.#ask({ type: 'names', wiki: { pages, wanted, marks }, groupings, ranks });
    return () => this.#answer('names').names;
  }

  /** Lays out plots, each in the thread that is free first. */
  plots(plans: readonly PlotPlan[]): Point[][] {
    const next = new Int32Array(new SharedArrayBuffer(4));
    this.#ask({ type: 'plots', plans, next });
    const own = layOutNext(plans, next);
    const others = this.#answer('plots').plots;
    return plans.map((_, plot) => own.get(plot) ?? others.get(plot) ?? []);
  }

  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }

  #ask(task: Task): void {
    this.#port.postMessage(task);
  }

  #answer<Type extends Answer['type']>(type: Type): Extract<Answer, { type: Type }> {
    for (;;) {
      const seen = Atomics.load(this.#given, 0);
      for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port)) {
        this.#answers.push(got.message as Answer);
      }
      const answer = this.#answers.find((one): one is Extract<Answer, { type: Type }> => one.type === type);
      if (answer) return answer;
      if (Atomics.wait(this.#given, 0, seen, PATIENCE_MS) === 'timed-out') {
        throw new Error(`the second thread of the analysis does not answer: ${type}`);
      }
    }
  }
}

/** Lays out plots that no thread has begun, one after the other. @param next the first of these, shared */
export function layOutNext(plans: readonly PlotPlan[], next: Int32Array): Map<number, Point[]> {
  const done = new Map<number, Point[]>();
  for (;;) {
    const plot = Atomics.add(next, 0, 1);
    const plan = plans[plot];
    if (!plan) return done;
    done.set(plot, layOutPlot(plan));
  }
}
