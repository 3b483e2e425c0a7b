// What is known of AWS's APIs: names as Step Functions writes them, shapes, errors, and a sample of an answer.
import assert from 'node:assert/strict';
import { catalogueFile as hostFile } from '../../host/index.ts';
import { actionName, errorName, errorPrefix, memberName } from '../../language/catalogue/names.ts';
import { misspelt } from '../../language/catalogue/near.ts';
import { readService } from '../../language/catalogue/service.ts';
import {
  analyze,
  argumentsOf,
  awsCatalogue,
  describeArgument,
  describeShape,
  errorsOfCall,
  provideCatalogue,
  resourceOf,
  type Sample,
  type Structure,
  sampleResult,
} from '../../language/index.ts';
import { catalogueFile as serverFile } from '../../server/catalogueFile.ts';
import { useCatalogue } from '../support/catalogue.ts';

const catalogue = useCatalogue();

function resource(name: string) {
  return resourceOf({ kind: 'string', start: 0, end: 0, value: `arn:aws:states:::${name}` });
}

/** `Name!: kind` of each member. */
function printed(input: Structure | undefined): string {
  const members = [...(input?.members.values() ?? [])];
  return members
    .map(({ name, isRequired, shape }) => `${name}${isRequired ? '!' : ''}: ${describeShape(shape)}`)
    .join(', ');
}

const inputOf = (name: string) => printed(argumentsOf(resource(name), catalogue));

describe('names of APIs', () => {
  const ROWS: readonly (readonly [(name: string) => string, string, string])[] = [
    [memberName, 'DBInstanceIdentifier', 'DbInstanceIdentifier'],
    [memberName, 'ACL', 'Acl'],
    [memberName, 'ETag', 'ETag'],
    [memberName, 'SSEKMSKeyId', 'SsekmsKeyId'],
    [memberName, 'VPCId', 'VpcId'],
    [memberName, 'functionName', 'FunctionName'],
    [memberName, 'MaxResults', 'MaxResults'],
    [memberName, 'MD5OfBody', 'Md5OfBody'],
    [memberName, 'equals', 'EqualsValue'],
    [memberName, 'SS', 'Ss'],
    [memberName, 'S', 'S'],
    [memberName, 'BOOL', 'Bool'],
    [actionName, 'GetItem', 'getItem'],
    [actionName, 'StartDBInstance', 'startDBInstance'],
    [actionName, 'DescribeDBInstances', 'describeDBInstances'],
    [errorPrefix, 'DynamoDB', 'DynamoDb'],
    [errorPrefix, 'EC2', 'Ec2'],
    [errorPrefix, 'CloudWatch Logs', 'CloudWatchLogs'],
    [errorPrefix, 'Cognito Identity Provider', 'CognitoIdentityProvider'],
    [errorPrefix, 'IAM', 'Iam'],
    [errorPrefix, 'FSx', 'FSx'],
    [errorPrefix, 'MTurk', 'MTurk'],
    [errorPrefix, 'Secrets Manager', 'SecretsManager'],
    [errorName, 'NoSuchBucket', 'NoSuchBucketException'],
    [errorName, 'ResourceNotFoundException', 'ResourceNotFoundException'],
    [errorName, 'InvalidDBClusterStateFault', 'InvalidDbClusterStateException'],
  ];
  for (const [rule, apiName, name] of ROWS) {
    it(`${rule.name}: ${apiName} is ${name}`, () => assert.equal(rule(apiName), name));
  }

  it('services have the names that surprise people', () => {
    const names = `sfn cloudwatchlogs eventbridge emr costexplorer costandusagereport databasemigration directory
      applicationdiscovery elasticsearch opensearch cognitoidentityprovider servicediscovery efs kafka sagemakera2iruntime
      resourcegroupstaggingapi ses sesv2 elasticloadbalancingv2 lexmodelbuilding lexruntime marketplaceentitlement config ssm
      servicecatalogappregistry`;
    assert.deepEqual(
      names.split(/\s+/).filter(name => !catalogue?.services.has(name)),
      [],
    );
  });

  it('only a slip of the fingers is taken for another name', () => {
    const actions = ['getObject', 'listObjectsV2', 'createHub', 'putBucketTagging', 'describeInstances'];
    const near = ['getObjct', 'GetObject', 'listObjectsV3', 'createJob', 'getBucketTagging', 'descirbeInstance'];
    assert.deepEqual(
      near.map(name => misspelt(name, actions)),
      ['getObject', 'getObject', undefined, undefined, undefined, 'describeInstances'],
    );
    assert.equal(misspelt('AvailabilityZoneId', ['AvailabilityZone']), undefined);
  });
});

describe('shapes of APIs', () => {
  it('what an action of the SDK takes', () => {
    assert.equal(
      inputOf('aws-sdk:sfn:startExecution'),
      'StateMachineArn!: text, Name: text, Input: text, TraceHeader: text',
    );
    assert.match(inputOf('aws-sdk:dynamodb:getItem'), /^TableName!: text, Key!: map of objects, /);
    assert.equal(inputOf('aws-sdk:rds:startDBInstance'), 'DbInstanceIdentifier!: text');
    assert.match(inputOf('aws-sdk:ec2:describeInstances'), /Filters: list of objects, InstanceIds: list of texts/);
  });

  it('a token that makes a call repeatable is made where it is not given', () => {
    assert.match(inputOf('aws-sdk:fis:startExperiment'), /ClientToken: text/);
  });

  it('an integration takes what the table says, as the API has it', () => {
    assert.match(
      inputOf('lambda:invoke'),
      /^FunctionName!: text, Payload: any JSON, Qualifier: text, InvocationType: text/,
    );
    assert.match(inputOf('dynamodb:putItem'), /^TableName!: text, Item!: map of objects, Expected: /);
    assert.match(inputOf('events:putEvents'), /^Entries!: list of objects/);
    assert.match(inputOf('http:invoke'), /^ApiEndpoint!: any JSON, Method!: any JSON/);
    assert.match(inputOf('ecs:runTask'), /^TaskDefinition!: text, CapacityProviderStrategy: list of objects/);
  });

  it('values of DynamoDB have other names in the SDK than in the integration', () => {
    const at = (name: string) => describeArgument({ ...assertCall(name) }, catalogue, ['Item', 'id', 'x']);
    assert.equal(at('dynamodb:putItem'), undefined);
    const names = (name: string) =>
      describeArgument(assertCall(name), catalogue, ['Item'])
        ?.members.map(member => member.name)
        .join(' ');
    assert.equal(names('aws-sdk:dynamodb:putItem'), 'S N B Ss Ns Bs M L Nul Bool');
    assert.equal(names('dynamodb:putItem'), 'S N B SS NS BS M L NULL BOOL');
  });

  it('enumerations have their words, unions one member', () => {
    const member = describeArgument(assertCall('aws-sdk:s3:putObject'), catalogue, ['ACL']);
    assert.equal(member, undefined);
    const acl = describeArgument(assertCall('aws-sdk:s3:putObject'), catalogue, ['Acl']);
    assert.deepEqual(acl?.words.slice(0, 3), ['private', 'public-read', 'public-read-write']);
  });

  it('a shape that holds itself is read', () => {
    const text = 'Test\t1\t1\nGetTree\t(Root:0)\t0\n(Name!,Left:0,Rights:[0,At:{0)';
    const { input, output } = readService('test', text).actions.get('getTree') ?? {};
    const left = output?.members.get('Left')?.shape;
    assert.equal(left, output);
    assert.equal(input?.members.get('Root')?.shape, output);
    assert.equal(printed(output), 'Name!: text, Left: object, Rights: list of objects, At: map of objects');
  });

  it('what is not there is undefined', () => {
    assert.equal(argumentsOf(resource('aws-sdk:s3:nothing'), catalogue), undefined);
    assert.equal(argumentsOf(resource('aws-sdk:nothing:getItem'), catalogue), undefined);
    assert.equal(argumentsOf(resource('aws-sdk:sqs:sendMessage'), undefined), undefined);
    // The table is there without it.
    assert.equal(printed(argumentsOf(resource('batch:submitJob'), undefined)).split(',').length, 3);
  });
});

function assertCall(name: string) {
  const found = resource(name);
  assert.ok(found);
  return found;
}

describe('the file of the catalogue', () => {
  after(() => void useCatalogue());

  for (const [who, fileIn] of [
    ['the command line', hostFile],
    ['the language server', serverFile],
  ] as const) {
    it(`is found by ${who} beside its bundle`, () => {
      provideCatalogue(fileIn('language/catalogue'));
      assert.ok(awsCatalogue()?.services.has('sqs'));
      assert.deepEqual([...(awsCatalogue()?.service('sts')?.actions.keys() ?? [])].slice(0, 2), [
        'decodeAuthorizationMessage',
        'getAccessKeyInfo',
      ]);
    });

    it(`is missed without a word by ${who}`, () => {
      provideCatalogue(fileIn('out/nowhere'));
      assert.equal(awsCatalogue(), undefined);
      const task = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:sendMesage', End: true };
      const { problems } = analyze(JSON.stringify({ StartAt: 'A', States: { A: task } }), { format: 'json' });
      assert.deepEqual(problems, []);
    });
  }

  it('is read when a Task calls an API, and not before', () => {
    let reads = 0;
    const file = hostFile('language/catalogue');
    const bytes = () => {
      reads++;
      return file.bytes();
    };
    provideCatalogue({ ...file, bytes });
    const machine = (resource: string) => {
      const task = { Type: 'Task', Resource: resource, Parameters: { 'x.$': '$.x' }, End: true };
      return analyze(JSON.stringify({ StartAt: 'A', States: { A: task } }), { format: 'json' });
    };
    machine('arn:aws:lambda:us-east-1:123456789012:function:f');
    machine('arn:aws:states:::dynamodb:putItem');
    assert.equal(reads, 0);
    machine('arn:aws:states:::aws-sdk:sqs:sendMessage');
    machine('arn:aws:states:::aws-sdk:s3:getObject');
    assert.equal(reads, 1);
  });
});

describe('errors of APIs', () => {
  const errors = (name: string) => errorsOfCall(resource(name), catalogue);

  it('of the SDK: those known, and what any call can fail with', () => {
    assert.deepEqual(errors('aws-sdk:s3:getObject'), [
      'S3.NoSuchBucketException',
      'S3.NoSuchKeyException',
      'S3.IllegalVersioningConfigurationException',
      'S3.S3Exception',
      'S3.SdkClientException',
    ]);
    assert.ok(errors('aws-sdk:secretsmanager:getSecretValue').includes('SecretsManager.ResourceNotFoundException'));
    assert.ok(errors('aws-sdk:dynamodb:getItem').includes('DynamoDb.ResourceNotFoundException'));
  });

  it('of integrations: older names', () => {
    assert.ok(errors('dynamodb:getItem').includes('DynamoDB.ResourceNotFoundException'));
    assert.ok(errors('dynamodb:getItem').includes('DynamoDB.AmazonDynamoDBException'));
    assert.ok(errors('sqs:sendMessage').includes('SQS.AmazonSQSException'));
    assert.deepEqual(errors('http:invoke'), []);
  });
});

describe('a sample of an answer', () => {
  const sample = (name: string): Sample | undefined => sampleResult(resource(name), catalogue);

  it('has every member once, and lists with one item', () => {
    assert.deepEqual(sample('aws-sdk:secretsmanager:getSecretValue'), {
      Arn: 'Arn',
      Name: 'Name',
      VersionId: 'VersionId',
      SecretBinary: 'SecretBinary',
      SecretString: 'SecretString',
      VersionStages: ['VersionStage'],
      CreatedDate: '2030-01-01T00:00:00Z',
    });
    assert.deepEqual(sample('aws-sdk:redshiftdata:listDatabases'), { Databases: ['Database'], NextToken: 'NextToken' });
    assert.deepEqual(sample('aws-sdk:sqs:deleteMessage'), {});
  });

  it('of an integration is the answer of its API, with JSON where the API has text', () => {
    assert.deepEqual(sample('lambda:invoke'), {
      StatusCode: 200,
      Payload: {},
      ExecutedVersion: '$LATEST',
    });
  });

  it('is not known of what somebody else answers', () => {
    assert.equal(sample('sqs:sendMessage.waitForTaskToken'), undefined);
    assert.equal(sample('glue:startJobRun.sync'), undefined);
    assert.equal(sample('aws-sdk:s3:nothing'), undefined);
    assert.equal(sampleResult(undefined, catalogue), undefined);
  });

  it('ends where a shape holds itself', () => {
    for (const name of [
      'wafv2:getWebACL',
      'dynamodb:getItem',
      'lexmodelsv2:describeBot',
      'quicksight:describeAnalysisDefinition',
    ]) {
      const text = JSON.stringify(sample(`aws-sdk:${name}`));
      assert.ok(text.length > 20 && text.length < 1_000_000, `${name}: ${text.length}`);
    }
  });
});
