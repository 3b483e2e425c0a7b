// The optimized integrations: which actions there are, how they can be waited for, and what they are called with.
// Actions of the AWS SDK are not here: the catalogue has them (`awsCatalogue.ts`), and the types of arguments of both.
// Source: spec/asl.md section 10.1.

/** `sync` runs a job and waits for its end, `token` waits until somebody sends the task token back. */
export type Pattern = 'sync' | 'sync:2' | 'token';

export interface Integration {
  readonly patterns: readonly Pattern[];
  readonly required?: readonly string[];
  /** All that may be given besides what is required. Absent where the list is not known to be whole. */
  readonly optional?: readonly string[];
  /** Takes any JSON where the API takes text or bytes. */
  readonly json?: string;
}

const NONE: readonly Pattern[] = [];
const SYNC: readonly Pattern[] = ['sync'];
const TOKEN: readonly Pattern[] = ['token'];
const BOTH: readonly Pattern[] = ['sync', 'token'];

/** `service:action` with its patterns, for actions of which nothing else is known. */
const PLAIN: readonly (readonly [string, readonly Pattern[], string])[] = [
  [
    'eks',
    SYNC,
    'createCluster deleteCluster createFargateProfile deleteFargateProfile createNodegroup deleteNodegroup',
  ],
  ['elasticmapreduce', SYNC, 'createCluster terminateCluster addStep'],
  [
    'elasticmapreduce',
    NONE,
    'cancelStep setClusterTerminationProtection modifyInstanceFleetByName modifyInstanceGroupByName',
  ],
  ['emr-containers', NONE, 'createVirtualCluster'],
  ['emr-containers', SYNC, 'deleteVirtualCluster startJobRun'],
  [
    'emr-serverless',
    SYNC,
    'createApplication startApplication stopApplication deleteApplication startJobRun cancelJobRun',
  ],
  ['databrew', SYNC, 'startJobRun'],
  ['athena', SYNC, 'startQueryExecution'],
  ['athena', NONE, 'stopQueryExecution getQueryExecution getQueryResults'],
  ['sagemaker', NONE, 'createEndpoint createEndpointConfig createModel updateEndpoint'],
  [
    'sagemaker',
    SYNC,
    'createHyperParameterTuningJob createLabelingJob createProcessingJob createTrainingJob createTransformJob',
  ],
  ['codebuild', SYNC, 'startBuild startBuildBatch retryBuildBatch'],
  ['codebuild', NONE, 'stopBuild stopBuildBatch batchDeleteBuilds batchGetReports deleteBuildBatch'],
  ['mediaconvert', SYNC, 'createJob'],
  ['bedrock', SYNC, 'createModelCustomizationJob'],
  ['bedrockagentcore', NONE, 'invokeHarness'],
];

const KNOWN: Readonly<Record<string, Integration>> = {
  'lambda:invoke': {
    patterns: TOKEN,
    required: ['FunctionName'],
    optional: ['Payload', 'Qualifier', 'InvocationType', 'ClientContext', 'LogType'],
    json: 'Payload',
  },
  'dynamodb:getItem': {
    patterns: NONE,
    required: ['TableName', 'Key'],
    optional: [
      'AttributesToGet',
      'ConsistentRead',
      'ExpressionAttributeNames',
      'ProjectionExpression',
      'ReturnConsumedCapacity',
    ],
  },
  'dynamodb:putItem': { patterns: NONE, required: ['TableName', 'Item'] },
  'dynamodb:deleteItem': { patterns: NONE, required: ['TableName', 'Key'] },
  'dynamodb:updateItem': { patterns: NONE, required: ['TableName', 'Key'] },
  'sns:publish': {
    patterns: TOKEN,
    required: ['Message'],
    optional: [
      'TopicArn',
      'TargetArn',
      'PhoneNumber',
      'Subject',
      'MessageAttributes',
      'MessageStructure',
      'MessageDeduplicationId',
      'MessageGroupId',
    ],
    json: 'Message',
  },
  'sqs:sendMessage': {
    patterns: TOKEN,
    required: ['QueueUrl', 'MessageBody'],
    optional: ['DelaySeconds', 'MessageAttributes', 'MessageDeduplicationId', 'MessageGroupId'],
    json: 'MessageBody',
  },
  'events:putEvents': { patterns: TOKEN, required: ['Entries'] },
  'states:startExecution': {
    patterns: ['sync', 'sync:2', 'token'],
    required: ['StateMachineArn'],
    optional: ['Input', 'Name'],
    json: 'Input',
  },
  'apigateway:invoke': {
    patterns: TOKEN,
    required: ['ApiEndpoint', 'Method'],
    optional: ['Headers', 'Stage', 'Path', 'QueryParameters', 'RequestBody', 'AllowNullValues', 'AuthType'],
  },
  'batch:submitJob': { patterns: SYNC, required: ['JobName', 'JobQueue', 'JobDefinition'] },
  'ecs:runTask': { patterns: BOTH, required: ['TaskDefinition'] },
  'eks:runJob': {
    patterns: BOTH,
    required: ['ClusterName', 'CertificateAuthority', 'Endpoint', 'Job'],
    optional: ['Namespace', 'LogOptions'],
  },
  'eks:call': {
    patterns: TOKEN,
    required: ['ClusterName', 'CertificateAuthority', 'Endpoint', 'Method', 'Path'],
    optional: ['QueryParameters', 'RequestBody'],
  },
  'glue:startJobRun': {
    patterns: SYNC,
    required: ['JobName'],
    optional: [
      'JobRunId',
      'Arguments',
      'AllocatedCapacity',
      'Timeout',
      'MaxCapacity',
      'SecurityConfiguration',
      'NotificationProperty',
      'WorkerType',
      'NumberOfWorkers',
      'ExecutionClass',
      'JobRunQueuingEnabled',
    ],
  },
  'bedrock:invokeModel': { patterns: TOKEN, required: ['ModelId'] },
  'http:invoke': {
    patterns: NONE,
    required: ['ApiEndpoint', 'Method'],
    optional: ['InvocationConfig', 'Authentication', 'Headers', 'QueryParameters', 'RequestBody', 'Transform'],
  },
};

const integrations = new Map<string, Integration>(Object.entries(KNOWN));
for (const [service, patterns, actions] of PLAIN) {
  for (const action of actions.split(' ')) integrations.set(`${service}:${action}`, { patterns });
}

/** By `service:action`, as they stand in an ARN. */
export const INTEGRATIONS: ReadonlyMap<string, Integration> = integrations;

/** Reads and writes of a distributed Map: no task can call them. */
export const READERS: readonly string[] = ['s3:getObject', 's3:listObjectsV2'];
export const WRITERS: readonly string[] = ['s3:putObject'];

/**
 * The service of the AWS SDK whose actions of the same name take the same arguments, where that is another name. Absent:
 * those that are calls of their own, such as `http:invoke`.
 */
const SDK_NAMES: Readonly<Record<string, string>> = {
  events: 'eventbridge',
  states: 'sfn',
  'emr-containers': 'emrcontainers',
  'emr-serverless': 'emrserverless',
};
const OWN_CALLS: readonly string[] = ['http', 'apigateway', 'elasticmapreduce', 'bedrockagentcore'];

/** Members keep the API's own names: `BOOL` where the AWS SDK integration has `Bool`. */
export const NATIVE_NAMES: readonly string[] = ['dynamodb'];

export function sdkNameOf(service: string): string | undefined {
  return OWN_CALLS.includes(service) ? undefined : (SDK_NAMES[service] ?? service);
}

/** What the names of their errors begin with, and errors of theirs that were seen and are not the API's. */
export const ERROR_PREFIXES: Readonly<Record<string, readonly [prefix: string, ...seen: string[]]>> = {
  dynamodb: ['DynamoDB', 'AmazonDynamoDBException', 'SdkClientException'],
  sns: ['SNS'],
  sqs: ['SQS', 'AmazonSQSException', 'SdkClientException'],
  events: ['EventBridge', 'FailedEntry'],
  states: ['StepFunctions'],
  ecs: ['ECS', 'AmazonECSException'],
  glue: ['Glue', 'AWSGlueException'],
  batch: ['Batch'],
};
