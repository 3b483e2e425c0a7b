// StartSyncExecution: an Express execution from its start to its end. An execution that fails is an answer like any other.
import { printValue } from '../../interpreter/index.ts';
import { errors } from '../errors.ts';
import { text, word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, dates, PAYLOAD } from '../shapes.ts';

const INCLUDED = { included: true };

/** What is billed for, as AWS rounds it: our executions use no more memory than the least there is. */
const BILLED_STEP_MS = 100;
const BILLED_MEMORY_MB = 64;

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
    const { execution, output, failure = {}, status, stopDate = service.clock.now() } = running;
    const steps = Math.max(1, Math.ceil((stopDate - execution.startTime) / BILLED_STEP_MS));
    return {
      executionArn: execution.id,
      stateMachineArn: execution.stateMachineId,
      name: execution.name,
      ...dates(execution, stopDate),
      status,
      ...(failure.error !== undefined && { error: failure.error }),
      ...(failure.cause !== undefined && { cause: failure.cause }),
      input: running.inputText,
      inputDetails: INCLUDED,
      ...(output !== undefined && { output: printValue(output) }),
      outputDetails: INCLUDED,
      ...(traceHeader !== undefined && { traceHeader }),
      billingDetails: { billedMemoryUsedInMB: BILLED_MEMORY_MB, billedDurationInMilliseconds: steps * BILLED_STEP_MS },
    };
  },
);
