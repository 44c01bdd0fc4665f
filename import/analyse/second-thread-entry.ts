/** The thread of SecondThread: takes tasks, answers one after the other. */
import { workerData } from 'node:worker_threads';
import { nameCommunities } from './community-names.ts';
import { type Answer, layOutNext, type Task, type ThreadData } from './second-thread.ts';

const { port, given } = workerData as ThreadData;

port.on('message', (task: Task) => {
  port.postMessage(answerTo(task));
  Atomics.add(given, 0, 1);
  Atomics.notify(given, 0);
});

function answerTo(task: Task): Answer {
  if (task.type === 'plots') return { type: 'plots', plots: layOutNext(task.plans, task.next) };
  return { type: 'names', names: nameCommunities(task.wiki, task.groupings, task.ranks) };
}
