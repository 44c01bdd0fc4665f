/**
 * Threads that answer queries, so that the thread that asks goes on meanwhile, and a query that takes
 * too long can be given up.
 * Invariant: whatever becomes of a thread, every question is answered or fails in time, and so are
 * the next ones; neither questions that wait nor threads grow without bound.
 */
import { AtlasError } from '../../graph/errors.ts';
import type { JsonAnswer, JsonQuestion } from '../graph-store.ts';
import { Reader, type ReaderLoss } from './reader.ts';
import type { ReaderData } from './reader-thread.ts';

export interface ReaderPoolOptions {
  threads: number;
  /** milliseconds that a question may wait for a thread, and that its query may then take */
  timeLimit: number;
  /** questions that may wait for a thread */
  mostWaiting: number;
}

interface Question {
  asked: JsonQuestion;
  resolve(answer: JsonAnswer): void;
  reject(error: unknown): void;
  /** while it waits */
  late?: NodeJS.Timeout;
}

export class ReaderPool {
  readonly #data: ReaderData;
  readonly #options: ReaderPoolOptions;
  readonly #entry: URL;
  /** all there are, those that are lost and have not ended too */
  readonly #readers = new Set<Reader>();
  readonly #idle: Reader[] = [];
  /** in the order they were asked */
  readonly #waiting = new Set<Question>();
  #closed = false;

  /** @param entry the threads' own module */
  constructor(data: ReaderData, options: ReaderPoolOptions, entry: URL) {
    this.#data = data;
    this.#options = options;
    this.#entry = entry;
    // Whoever asks first need not wait for a thread to start.
    while (this.#mayStart()) this.#idle.push(this.#start());
  }

  /**
   * The answer of a query.
   * @throws AtlasError as the query does; store-unavailable where it takes too long, its thread dies,
   *   or too many others wait, and once the pool is closed
   */
  ask(asked: JsonQuestion): Promise<JsonAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw this.#failure('is closed');
      const question: Question = { asked, resolve, reject };
      const reader = this.#waiting.size === 0 ? this.#free() : null;
      if (reader) void this.#answer(question, reader);
      else this.#wait(question);
    });
  }

  /** Ends all threads; what is not answered by then fails. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { late, reject } of this.#waiting) {
      clearTimeout(late);
      reject(this.#failure('is closed'));
    }
    this.#waiting.clear();
    await Promise.all(Array.from(this.#readers, (reader) => reader.end()));
  }

  /** @throws AtlasError store-unavailable where too many wait already */
  #wait(question: Question): void {
    if (this.#waiting.size >= this.#options.mostWaiting) {
      throw this.#failure('is asked too much at once; ask again in a moment');
    }
    question.late = setTimeout(() => {
      this.#waiting.delete(question);
      question.reject(this.#failure('is asked too much to answer in time; ask again in a moment'));
    }, this.#options.timeLimit);
    this.#waiting.add(question);
  }

  /** Hands out questions as long as there is a thread for them. */
  #next(): void {
    for (const question of this.#waiting) {
      const isWanted = question.asked.isWanted();
      const reader = isWanted ? this.#free() : null;
      if (isWanted && !reader) return;
      this.#waiting.delete(question);
      clearTimeout(question.late);
      if (reader) void this.#answer(question, reader);
      else question.reject(this.#failure('was not asked in the end'));
    }
  }

  async #answer({ asked, resolve, reject }: Question, reader: Reader): Promise<void> {
    try {
      resolve(await reader.ask(asked));
    } catch (error) {
      reject(error);
    }
    if (reader.isUsable && !reader.isLate) this.#idle.push(reader);
    this.#next();
  }

  #free(): Reader | null {
    for (let reader = this.#idle.pop(); reader; reader = this.#idle.pop()) {
      if (reader.isUsable) return reader;
    }
    return this.#mayStart() ? this.#start() : null;
  }

  /**
   * SQLite cannot be broken off amid a statement: a thread that is lost may be there for a while, and
   * the next takes its place, until there are twice as many as there should be.
   */
  #mayStart(): boolean {
    const { threads } = this.#options;
    const usable = Array.from(this.#readers).filter((reader) => reader.isUsable).length;
    return !this.#closed && usable < threads && this.#readers.size < 2 * threads;
  }

  #start(): Reader {
    const reader = new Reader({
      entry: this.#entry,
      data: this.#data,
      timeLimit: this.#options.timeLimit,
      failure: (loss) => this.#failure(reasonOf(loss)),
      onBack: (back) => {
        this.#idle.push(back);
        this.#next();
      },
      onEnd: (ended) => {
        this.#readers.delete(ended);
        this.#next();
      },
    });
    this.#readers.add(reader);
    return reader;
  }

  #failure(reason: string): AtlasError {
    return new AtlasError('store-unavailable', `the store ${this.#data.file} ${reason}`);
  }
}

function reasonOf(loss: ReaderLoss): string {
  switch (loss.kind) {
    case 'late':
      return 'took too long to answer; ask for less, or again in a moment';
    case 'died':
      return `could not be read to the end (${loss.why}); ask again in a moment`;
    case 'closed':
      return 'is closed';
  }
}
