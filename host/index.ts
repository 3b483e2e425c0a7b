// The face of the room: the outside world for a run. Rooms outside import from here only.
export { type Clock, createRealClock, createVirtualClock } from './clock.ts';
export {
  definitionFilesIn,
  formatOf,
  isDefinitionFile,
  type ReadText,
  readTextFile,
  reason,
} from './definitionFile.ts';
export { Driver, delay, drive, type Gate, type Ports, type Pumped, type Sink } from './driver.ts';
export { createExecution, type ExecutionOptions, machineName } from './execution.ts';
