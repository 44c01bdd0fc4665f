/** What is wrong with a configuration, in words that say what to do. */
import type { z } from 'zod';
import { editDistance } from '../graph/edit-distance.ts';

export interface ConfigFault {
  path: PropertyKey[];
  message: string;
}

const MOST_FAULTS = 10;
/** Longer keys are no slip of the pen. */
const LONGEST_SLIP = 40;
const MOST_LETTERS_WRONG = 3;

const KINDS: Partial<Record<string, string>> = {
  boolean: 'true or false',
  string: 'a text in quotes',
  array: 'a list in [ ]',
  object: 'an object in { }',
};

/** One fault for each option; `defaults` says which options there are. */
export function configFaults({ issues }: z.ZodError, defaults: object): ConfigFault[] {
  return issues
    .flatMap((issue): ConfigFault[] => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({
          path: [...issue.path, key],
          message: unknownOption(key, optionsAt(defaults, issue.path)),
        }));
      }
      const kind = issue.code === 'invalid_type' ? KINDS[issue.expected] : undefined;
      return [{ path: issue.path, message: kind === undefined ? issue.message : `must be ${kind}` }];
    })
    .slice(0, MOST_FAULTS);
}

function unknownOption(key: string, options: readonly string[]): string {
  const near = options
    .map((option) => ({ option, wrong: lettersWrong(key, option) }))
    .filter(({ option, wrong }) => wrong <= Math.min(MOST_LETTERS_WRONG, option.length / 2))
    .sort((a, b) => a.wrong - b.wrong)[0];
  const advice = near ? `did you mean "${near.option}"?` : `there are ${options.join(', ')}`;
  return `there is no such option; ${advice}`;
}

function lettersWrong(key: string, option: string): number {
  if (key.length > LONGEST_SLIP) return Infinity;
  return editDistance([...key.toLowerCase()], [...option.toLowerCase()]);
}

/** Names of the options that stand beside the one at fault. */
function optionsAt(defaults: object, path: readonly PropertyKey[]): string[] {
  let at: unknown = defaults;
  for (const step of path) {
    const next: unknown = typeof at === 'object' && at !== null ? Reflect.get(at, step) : null;
    at = next;
  }
  return typeof at === 'object' && at !== null ? Object.keys(at) : [];
}
