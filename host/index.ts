// The face of the room: the outside world for a run. Rooms outside import from here only.
export { catalogueFile } from './catalogueFile.ts';
export { type Clock, createRealClock, createStoppableClock, createVirtualClock, type StoppableClock } from './clock.ts';
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
  type Interference,
  type MapData,
  noAnswer,
  type Ports,
  type Pumped,
  type ReadCommand,
  type Reopen,
  type Sink,
  type Tasks,
  type WriteCommand,
} from './driver.ts';
export { createExecution, type ExecutionOptions, isName, machineName } from './execution.ts';
export { accept } from './functions.ts';
export { invokeLambda } from './lambda.ts';
export { createMapData } from './mapData/mapData.ts';
export { type Mock, type MockFile, readMocks, readOneMock } from './mockFile.ts';
export { createMockedData, createMocks } from './mocks.ts';
export { type FoundMachine, type MachineAtHand, Machines, type MachinesOptions } from './nested/machines.ts';
export { readStart } from './nested/startArguments.ts';
export { createStarts, isStart, type Starts, whyNotStarted } from './nested/starts.ts';
export type { ObjectStore } from './s3/objectStore.ts';
export { createOutside } from './s3/port.ts';
export { type FoundStore, findStore } from './s3/standIn.ts';
export { callS3, isS3Task } from './s3/tasks.ts';
export { createSpill } from './spillFile.ts';
export { sendMessage } from './sqs.ts';
