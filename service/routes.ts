// Where an alias leads: one or two versions of one machine, and how often each is taken.
import { readMachineArn } from './arns.ts';
import { errors } from './errors.ts';
import type { Machines, Route, StateMachine } from './machines.ts';

/** The machine that all routes lead to. */
export function checkRoutes(routes: readonly Route[], machines: Machines): StateMachine {
  const received = `Received: [${routes.map(route => route.stateMachineVersionArn).join(', ')}]`;
  const read = routes.map(route => readMachineArn(route.stateMachineVersionArn));
  if (read.some(({ qualifier }) => qualifier === undefined || !/^\d+$/.test(qualifier))) {
    throw refused(`Routing configuration must contain state machine version ARNs. ${received}`);
  }
  if (new Set(routes.map(route => route.stateMachineVersionArn)).size < routes.length) {
    throw refused(`Routing configuration must contain distinct state machine version ARNs. ${received}`);
  }
  const weights = routes.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    throw refused(`Sum of routing configuration weights must equal 100. Received: [${weights.join(', ')}]`);
  }
  const [first] = new Set(read.map(({ machine }) => machine));
  const machine = machines.get(first ?? '');
  for (const { stateMachineVersionArn } of routes) {
    if (!machine.versions.some(({ arn }) => arn === stateMachineVersionArn))
      throw errors.noResource(stateMachineVersionArn);
  }
  return machine;
}

function refused(text: string) {
  return errors.validation(text, 'INVALID_ROUTING_CONFIGURATION');
}
