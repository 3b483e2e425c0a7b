// The services a Task calls: their names as they write them, and the families whose icons they have. A service that is not
// here has the name in its ARN and the icon of any Task.

export type ServiceFamily =
  | 'function'
  | 'compute'
  | 'container'
  | 'queue'
  | 'message'
  | 'events'
  | 'database'
  | 'storage'
  | 'analytics'
  | 'intelligence'
  | 'api'
  | 'web'
  | 'identity'
  | 'operations'
  | 'machine'
  | 'activity';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['activity', 'Activity'],
  ['apigateway', 'API Gateway'],
  ['appsync', 'AppSync'],
  ['athena', 'Athena'],
  ['batch', 'Batch'],
  ['bedrock', 'Bedrock'],
  ['bedrockagentruntime', 'Bedrock Agents'],
  ['bedrockruntime', 'Bedrock'],
  ['cloudformation', 'CloudFormation'],
  ['cloudwatch', 'CloudWatch'],
  ['cloudwatchlogs', 'CloudWatch Logs'],
  ['codebuild', 'CodeBuild'],
  ['cognitoidentityprovider', 'Cognito'],
  ['comprehend', 'Comprehend'],
  ['databrew', 'DataBrew'],
  ['dynamodb', 'DynamoDB'],
  ['ec2', 'EC2'],
  ['ecr', 'ECR'],
  ['ecs', 'ECS'],
  ['eks', 'EKS'],
  ['elasticmapreduce', 'EMR'],
  ['emr-containers', 'EMR on EKS'],
  ['emr-serverless', 'EMR Serverless'],
  ['eventbridge', 'EventBridge'],
  ['events', 'EventBridge'],
  ['firehose', 'Firehose'],
  ['glue', 'Glue'],
  ['http', 'HTTP'],
  ['iam', 'IAM'],
  ['kinesis', 'Kinesis'],
  ['kms', 'KMS'],
  ['lambda', 'Lambda'],
  ['mediaconvert', 'MediaConvert'],
  ['organizations', 'Organizations'],
  ['polly', 'Polly'],
  ['rds', 'RDS'],
  ['rdsdata', 'RDS Data'],
  ['redshiftdata', 'Redshift'],
  ['rekognition', 'Rekognition'],
  ['s3', 'S3'],
  ['sagemaker', 'SageMaker'],
  ['scheduler', 'EventBridge Scheduler'],
  ['secretsmanager', 'Secrets Manager'],
  ['servicediscovery', 'Cloud Map'],
  ['ses', 'SES'],
  ['sesv2', 'SES'],
  ['sfn', 'Step Functions'],
  ['sns', 'SNS'],
  ['sqs', 'SQS'],
  ['ssm', 'Systems Manager'],
  ['states', 'Step Functions'],
  ['sts', 'STS'],
  ['textract', 'Textract'],
  ['transcribe', 'Transcribe'],
  ['translate', 'Translate'],
]);

const FAMILIES: Readonly<Record<ServiceFamily, string>> = {
  function: 'lambda',
  compute: 'batch ec2 autoscaling lightsail mediaconvert elasticbeanstalk applicationautoscaling',
  container: 'ecs eks ecr apprunner emr-containers',
  queue: 'sqs mq',
  message: 'sns ses sesv2 pinpoint pinpointsmsvoicev2 chatbot connect',
  events: 'events eventbridge scheduler pipes kinesis firehose kafka ivs',
  database:
    'dynamodb rds rdsdata redshift redshiftdata docdb docdbelastic neptune neptunedata keyspaces memorydb elasticache timestreamwrite timestreamquery dax qldb',
  storage: 's3 s3control s3tables efs fsx glacier backup ebs storagegateway transfer datasync',
  analytics:
    'athena glue databrew elasticmapreduce emr emr-serverless emrserverless opensearch opensearchserverless quicksight lakeformation kinesisanalyticsv2 cleanrooms entityresolution',
  intelligence:
    'bedrock bedrockruntime bedrockagent bedrockagentruntime sagemaker sagemakerruntime rekognition textract comprehend comprehendmedical transcribe translate polly lexmodelsv2 lexruntimev2 personalize forecast frauddetector kendra',
  api: 'apigateway apigatewayv2 appsync apigatewaymanagementapi',
  web: 'http cloudfront route53 servicediscovery',
  identity:
    'iam sts cognitoidentityprovider cognitoidentity secretsmanager kms acm guardduty securityhub inspector2 macie2 wafv2 ssoadmin identitystore organizations',
  operations:
    'ssm cloudwatch cloudwatchlogs cloudformation codebuild codepipeline codedeploy config cloudtrail servicecatalog ssmincidents support costexplorer health xray',
  machine: 'states sfn',
  activity: 'activity',
};

const FAMILY_OF: ReadonlyMap<string, ServiceFamily> = new Map(
  Object.entries(FAMILIES).flatMap(([family, services]) =>
    services.split(' ').map(service => [service, family as ServiceFamily] as const),
  ),
);

export interface TaskCall {
  readonly service: string;
  readonly serviceName: string;
  readonly family: ServiceFamily | undefined;
  /** Of an activity or a function its name. */
  readonly action: string;
  /** What the state waits for besides the answer. */
  readonly waits: 'token' | 'sync' | undefined;
}

/** What the ARN of a Task calls; undefined for what is no ARN. */
export function taskCallOf(resource: string): TaskCall | undefined {
  const integration = /^arn:[^:]*:states:[^:]*:[^:]*:(?:aws-sdk:)?([^:]+):(.+)$/.exec(resource);
  if (integration) {
    const [, service = '', call = ''] = integration;
    if (service === 'activity') return { ...known(service), action: call, waits: undefined };
    const [action = '', ...patterns] = call.split('.');
    const waits = patterns.includes('waitForTaskToken') ? 'token' : patterns.length > 0 ? 'sync' : undefined;
    return { ...known(service), action, waits };
  }
  const called = /^arn:[^:]*:lambda:.*:function:([^:]+)/.exec(resource);
  return called ? { ...known('lambda'), action: called[1] ?? '', waits: undefined } : undefined;
}

function known(service: string): Pick<TaskCall, 'service' | 'serviceName' | 'family'> {
  const id = service.toLowerCase();
  return { service: id, serviceName: NAMES.get(id) ?? service, family: FAMILY_OF.get(id) };
}
