// StartSyncExecution: an Express execution from its start to its end. An execution that fails is an answer like any other.
import { describeSync } from '../../interpreter/index.ts';
import { errors } from '../errors.ts';
import { text, word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, PAYLOAD } from '../shapes.ts';

export const startSyncExecution = operation(
  {
    stateMachineArn: ARN,
    name: text(1, 80),
    input: PAYLOAD,
    traceHeader: text(0, 256),
    includedData: word('ALL_DATA', 'METADATA_ONLY'),
  },
  async ({ stateMachineArn, name, input, traceHeader }, service, { signal }) => {
    const from = service.machines.resolve(stateMachineArn);
    if (from.machine.type !== 'EXPRESS') throw errors.machineType();
    const running = service.start(from, { name, input, traceHeader, isSync: true });
    // Nobody else knows of it: without its caller it need not go on.
    signal.addEventListener('abort', () => running.stop({}));
    await running.ended;
    const { execution, inputText, output, failure, status, stopDate = service.clock.now() } = running;
    const description = describeSync({ execution, inputText, output, failure, status, stopDate });
    return { ...description, ...(traceHeader !== undefined && { traceHeader }) };
  },
);
