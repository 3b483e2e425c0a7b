// The members of the context object, `$$` in JSONPath and `$states.context` in JSONata. Source: spec/asl.md section 8.

export interface ContextMember {
  readonly name: string;
  readonly doc: string;
  readonly members?: readonly ContextMember[];
}

export const CONTEXT_OBJECT: readonly ContextMember[] = [
  {
    name: 'Execution',
    doc: 'The execution.',
    members: [
      { name: 'Id', doc: 'The ARN of the execution.' },
      { name: 'Input', doc: 'The input the execution was started with.' },
      { name: 'Name', doc: 'The name of the execution.' },
      { name: 'RoleArn', doc: 'The role the execution works with.' },
      { name: 'StartTime', doc: 'When the execution was started, as a timestamp.' },
      { name: 'RedriveCount', doc: 'How often the execution was redriven.' },
      { name: 'RedriveTime', doc: 'When the execution was redriven last.' },
    ],
  },
  {
    name: 'State',
    doc: 'The state that is running.',
    members: [
      { name: 'EnteredTime', doc: 'When the state was entered, as a timestamp.' },
      { name: 'Name', doc: 'The name of the state.' },
      { name: 'RetryCount', doc: 'How often the state has been tried again.' },
    ],
  },
  {
    name: 'StateMachine',
    doc: 'The state machine.',
    members: [
      { name: 'Id', doc: 'The ARN of the state machine.' },
      { name: 'Name', doc: 'The name of the state machine.' },
    ],
  },
  {
    name: 'Task',
    doc: 'The task, where it is called with `.waitForTaskToken`.',
    members: [{ name: 'Token', doc: 'The token that SendTaskSuccess and SendTaskFailure want.' }],
  },
  {
    name: 'Map',
    doc: 'The iteration, inside a Map.',
    members: [
      {
        name: 'Item',
        doc: 'The item of this iteration.',
        members: [
          { name: 'Index', doc: 'The number of the item, from 0.' },
          { name: 'Value', doc: 'The item.' },
          { name: 'Key', doc: 'The key of the item, where an object is iterated.' },
          { name: 'Source', doc: 'Where a distributed Map read the item.' },
        ],
      },
    ],
  },
];

/** The members below a path of names; empty where nothing is known. */
export function contextMembersAt(path: readonly string[]): readonly ContextMember[] {
  let members: readonly ContextMember[] = CONTEXT_OBJECT;
  for (const name of path) members = members.find(member => member.name === name)?.members ?? [];
  return members;
}
