// What a state does, in the few words that stand under its name in the picture.
import type { Node, State } from '../../language/index.ts';

export function describeState(state: State): string {
  switch (state.type) {
    case 'Task':
      return describeResource(text(state, 'Resource'));
    case 'Wait':
      return describeWait(state);
    case 'Fail':
      return text(state, 'Error') ?? text(state, 'ErrorPath') ?? 'Fail';
    case 'Parallel':
      return state.branches.length === 1 ? 'Parallel, 1 branch' : `Parallel, ${state.branches.length} branches`;
    case 'Map':
      return isDistributed(state.processor?.fields.get('ProcessorConfig')?.value) ? 'Distributed Map' : 'Map';
    case 'Untyped':
      return 'No type yet';
    case 'Pass':
    case 'Choice':
    case 'Succeed':
      return state.type;
  }
}

/** Names as the services write them; any other integration shows the name in its ARN. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['apigateway', 'API Gateway'],
  ['athena', 'Athena'],
  ['batch', 'Batch'],
  ['bedrock', 'Bedrock'],
  ['bedrockruntime', 'Bedrock'],
  ['codebuild', 'CodeBuild'],
  ['cloudwatch', 'CloudWatch'],
  ['dynamodb', 'DynamoDB'],
  ['ec2', 'EC2'],
  ['ecs', 'ECS'],
  ['eks', 'EKS'],
  ['elasticmapreduce', 'EMR'],
  ['emr-containers', 'EMR on EKS'],
  ['emr-serverless', 'EMR Serverless'],
  ['events', 'EventBridge'],
  ['eventbridge', 'EventBridge'],
  ['glue', 'Glue'],
  ['http', 'HTTP'],
  ['kinesis', 'Kinesis'],
  ['lambda', 'Lambda'],
  ['rds', 'RDS'],
  ['rekognition', 'Rekognition'],
  ['s3', 'S3'],
  ['sagemaker', 'SageMaker'],
  ['secretsmanager', 'Secrets Manager'],
  ['ses', 'SES'],
  ['sfn', 'Step Functions'],
  ['sns', 'SNS'],
  ['sqs', 'SQS'],
  ['ssm', 'Systems Manager'],
  ['states', 'Step Functions'],
  ['textract', 'Textract'],
]);

function describeResource(resource: string | undefined): string {
  if (!resource) return 'Task';
  const integration = /^arn:[^:]*:states:[^:]*:[^:]*:(?:aws-sdk:)?([^:]+):(.+)$/.exec(resource);
  if (integration) {
    const [, service = '', call = ''] = integration;
    if (service === 'activity') return `Activity ${call}`;
    const [action = '', ...patterns] = call.split('.');
    const suffix = patterns.includes('waitForTaskToken') ? ', token' : patterns.length > 0 ? ', sync' : '';
    return `${SERVICES.get(service.toLowerCase()) ?? service} ${action}${suffix}`;
  }
  const lambda = /^arn:[^:]*:lambda:.*:function:([^:]+)/.exec(resource);
  return lambda ? `Lambda ${lambda[1]}` : resource;
}

function describeWait(state: State): string {
  const seconds = state.fields.get('Seconds')?.value;
  if (seconds?.kind === 'number') return `Wait ${duration(seconds.value)}`;
  const until = text(state, 'Timestamp') ?? text(state, 'TimestampPath');
  if (until) return `Wait until ${expression(until)}`;
  const computed = seconds?.kind === 'string' ? seconds.value : text(state, 'SecondsPath');
  return computed ? `Wait ${expression(computed)} s` : 'Wait';
}

function duration(seconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const) {
    if (seconds >= length && seconds % length === 0) return `${seconds / length} ${unit}`;
  }
  return `${seconds} s`;
}

function expression(text: string): string {
  return text.replace(/^\{%\s*|\s*%\}$/g, '');
}

function isDistributed(config: Node | undefined): boolean {
  if (config?.kind !== 'object') return false;
  return config.members.some(
    ({ key, value }) => key.value === 'Mode' && value?.kind === 'string' && value.value === 'DISTRIBUTED',
  );
}

function text(state: State, field: string): string | undefined {
  const node = state.fields.get(field)?.value;
  if (node?.kind === 'string') return node.value;
  return node?.kind === 'placeholder' ? node.text : undefined;
}
