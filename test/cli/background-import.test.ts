import { describe, expect, it } from 'vitest';
import { BackgroundImport } from '../../cli/background-import.ts';

const DATA = { folder: '/nowhere', location: { kind: 'sqlite', file: ':memory:' } } as const;
const noProgress = (): void => undefined;

/** Imports by a thread that runs this text. */
function importsBy(worker: string): BackgroundImport {
  const text = `import { parentPort } from 'node:worker_threads'; ${worker}`;
  return new BackgroundImport(DATA, new URL(`data:text/javascript,${encodeURIComponent(text)}`));
}

describe('an import in a thread of its own', () => {
  it('fails where its thread ends, and the next has a new thread', async () => {
    const imports = importsBy("parentPort.on('message', () => process.exit(3));");
    await expect(imports.run(noProgress)).rejects.toThrow('ended with 3');
    await expect(imports.run(noProgress)).rejects.toThrow('ended with 3');
    await imports.close();
  });

  it('fails where its thread throws, as do those that wait, and no error goes unheard', async () => {
    const imports = importsBy("parentPort.on('message', () => { throw new RangeError('too much'); });");
    const runs = [imports.run(noProgress), imports.run(noProgress), imports.run(noProgress)];
    expect(await Promise.allSettled(runs)).toMatchObject(
      runs.map(() => ({ status: 'rejected', reason: { message: 'too much' } })),
    );
    await imports.close();
  });

  it('fails where it is closed under way, and starts no more', async () => {
    const imports = importsBy("parentPort.on('message', () => undefined);");
    const settled = Promise.allSettled([imports.run(noProgress), imports.run(noProgress)]);
    await imports.close();
    expect(await settled).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await expect(imports.run(noProgress)).rejects.toThrow('no import is run any more');
  });
});
