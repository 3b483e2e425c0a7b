// The face of the room: the Step Functions API over the engine, and the door it is reached by on this machine.
export { type Listening, listen } from './http.ts';
export { Service, type ServiceOptions } from './service.ts';
export { Store, StoreFault } from './store.ts';
