// The operations of the API, by name.
import type { Operation } from './operation.ts';
import { createActivity } from './operations/createActivity.ts';
import { createStateMachine } from './operations/createStateMachine.ts';
import { deleteActivity } from './operations/deleteActivity.ts';
import { deleteStateMachine } from './operations/deleteStateMachine.ts';
import { describeActivity } from './operations/describeActivity.ts';
import { describeExecution } from './operations/describeExecution.ts';
import { describeStateMachine } from './operations/describeStateMachine.ts';
import { describeStateMachineForExecution } from './operations/describeStateMachineForExecution.ts';
import { getActivityTask } from './operations/getActivityTask.ts';
import { getExecutionHistory } from './operations/getExecutionHistory.ts';
import { listActivities } from './operations/listActivities.ts';
import { listExecutions } from './operations/listExecutions.ts';
import { listStateMachines } from './operations/listStateMachines.ts';
import { sendTaskFailure } from './operations/sendTaskFailure.ts';
import { sendTaskHeartbeat } from './operations/sendTaskHeartbeat.ts';
import { sendTaskSuccess } from './operations/sendTaskSuccess.ts';
import { startExecution } from './operations/startExecution.ts';
import { startSyncExecution } from './operations/startSyncExecution.ts';
import { stopExecution } from './operations/stopExecution.ts';
import { testState } from './operations/testState.ts';
import { updateStateMachine } from './operations/updateStateMachine.ts';
import { validateStateMachineDefinition } from './operations/validateStateMachineDefinition.ts';

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateActivity: createActivity,
  CreateStateMachine: createStateMachine,
  DeleteActivity: deleteActivity,
  DeleteStateMachine: deleteStateMachine,
  DescribeActivity: describeActivity,
  DescribeExecution: describeExecution,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  GetActivityTask: getActivityTask,
  GetExecutionHistory: getExecutionHistory,
  ListActivities: listActivities,
  ListExecutions: listExecutions,
  ListStateMachines: listStateMachines,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
  SendTaskSuccess: sendTaskSuccess,
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  StopExecution: stopExecution,
  TestState: testState,
  UpdateStateMachine: updateStateMachine,
  ValidateStateMachineDefinition: validateStateMachineDefinition,
};
