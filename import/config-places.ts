/** Where things stand in a JSON text: the first syntax error, and the values of paths. */
import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

/** From 1; columns count UTF-16 units, as editors do. */
interface Place {
  line: number;
  column: number;
}

/** Where a text stops being JSON and what was expected there. */
export function jsonSyntaxError(text: string): Place & { message: string } {
  const errors: ParseError[] = [];
  readTree(text, errors);
  const [first] = errors;
  if (!first) return { line: 1, column: 1, message: 'it cannot be read' };
  // `CommaExpected`
  const words = printParseErrorCode(first.error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return { ...placeAt(text, first.offset), message: words.toLowerCase() };
}

/** Places of a JSON text's values. */
export class Places {
  readonly #text: string;
  readonly #root: Node | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#root = readTree(text);
  }

  /** Where the property or item begins, else what it would stand in. */
  of(path: readonly PropertyKey[]): Place {
    const steps = path.map((step) => (typeof step === 'number' ? step : String(step)));
    for (let length = steps.length; this.#root && length > 0; length -= 1) {
      const node = findNodeAtLocation(this.#root, steps.slice(0, length));
      const start = node?.parent?.type === 'property' ? node.parent : node;
      if (start) return placeAt(this.#text, start.offset);
    }
    return placeAt(this.#text, this.#root?.offset ?? 0);
  }
}

/** Undefined where the text is nested too deep to be read, which JSON.parse may have managed. */
function readTree(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true });
  } catch {
    return undefined;
  }
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
