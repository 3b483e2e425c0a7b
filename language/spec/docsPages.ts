// The pages of the Step Functions Developer Guide, by name: names outlive addresses.
import type { Owner } from './fields.ts';

/** Where the fields of an object are documented. */
export const DOCS_PAGES: Readonly<Record<Owner, string>> = {
  StateMachine: 'State machine structure in Amazon States Language',
  Task: 'Task workflow state',
  Pass: 'Pass workflow state',
  Wait: 'Wait workflow state',
  Choice: 'Choice workflow state',
  ChoiceRule: 'Choice workflow state',
  Succeed: 'Succeed workflow state',
  Fail: 'Fail workflow state',
  Parallel: 'Parallel workflow state',
  Branch: 'Parallel workflow state',
  Map: 'Map workflow state',
  Processor: 'Map workflow state',
  ProcessorConfig: 'Using Map state in Distributed mode',
  ItemReader: 'ItemReader (Map)',
  ReaderConfig: 'ItemReader (Map)',
  ItemBatcher: 'ItemBatcher (Map)',
  ResultWriter: 'ResultWriter (Map)',
  WriterConfig: 'ResultWriter (Map)',
  Retrier: 'Handling errors in Step Functions workflows',
  Catcher: 'Handling errors in Step Functions workflows',
};
