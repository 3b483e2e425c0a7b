// The outside of a run without a service around it: mocks first, then the stand-in for S3.
import { type CallCommand, noAnswer, type Ports, type Tasks } from '../driver.ts';
import { createMapData } from '../mapData/mapData.ts';
import type { MockFile } from '../mockFile.ts';
import { createMockedData, createMocks } from '../mocks.ts';
import type { ObjectStore } from './objectStore.ts';
import { callS3, isS3Task } from './tasks.ts';

/** What neither answers goes to `otherwise`; without it such a call is refused. */
export function createOutside(
  mocks: MockFile,
  store?: ObjectStore,
  { otherwise, used }: { readonly otherwise?: Tasks; readonly used?: Map<string, number> } = {},
): Pick<Ports, 'tasks' | 'mapData'> {
  const tasks = createMocks(mocks, store ? createS3Tasks(store, otherwise) : otherwise, used);
  const mapData = createMockedData(mocks, store && createMapData(store));
  return { tasks: { ...tasks, ...(otherwise?.idle && { idle: () => otherwise.idle?.() }) }, mapData };
}

function createS3Tasks(store: ObjectStore, otherwise: Tasks | undefined): Tasks {
  const open = new Set<number>();
  return {
    call(command: CallCommand, answer) {
      if (!isS3Task(command)) {
        if (otherwise) otherwise.call(command, answer);
        else answer(noAnswer(command));
        return;
      }
      open.add(command.id);
      void callS3(store, command).then(said => {
        if (open.delete(command.id)) answer(said);
      });
    },
    cancel: id => {
      if (!open.delete(id)) otherwise?.cancel(id);
    },
  };
}
