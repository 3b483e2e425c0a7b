// The face of the room: the outside world for a run. Rooms outside import from here only.
export { type Clock, createRealClock, createVirtualClock } from './clock.ts';
export {
  definitionFilesIn,
  formatOf,
  isDefinitionFile,
  isHostFile,
  type ReadText,
  readTextFile,
  reason,
} from './definitionFile.ts';
export {
  type CallCommand,
  Driver,
  delay,
  drive,
  type Gate,
  noAnswer,
  type Ports,
  type Pumped,
  type Sink,
  type Tasks,
} from './driver.ts';
export { createExecution, type ExecutionOptions, machineName } from './execution.ts';
export { invokeLambda } from './lambda.ts';
export { type MockFile, readMocks } from './mockFile.ts';
export { createMocks } from './mocks.ts';
export { sendMessage } from './sqs.ts';
