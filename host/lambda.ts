// Functions behind a Lambda endpoint on this machine (`LAMBDA_ENDPOINT`): SAM, LocalStack, or anything that answers
// `POST /2015-03-31/functions/NAME/invocations`. The answers have the shapes Step Functions gives them (AWS-FACTS,
// "Causes of failing tasks" and "Results of integrations").
import { type Answer, isObject, parseValue, printValue, type Value } from '../interpreter/index.ts';
import { reason } from './definitionFile.ts';
import type { CallCommand } from './driver.ts';
import { errorCode, headerOf, post, type Reply } from './post.ts';

/** Invokes the function a task names. Never rejects: what goes wrong is an answer too. */
export async function invokeLambda(endpoint: string, { call }: CallCommand, signal: AbortSignal): Promise<Answer> {
  const isDirect = call.resource.kind === 'lambda';
  const invocation = isDirect
    ? { name: call.resource.arn, payload: printValue(call.input), query: '', headers: {} }
    : invocationOf(call.input);
  const path = `/2015-03-31/functions/${encodeURIComponent(invocation.name)}/invocations${invocation.query}`;
  try {
    const headers = { 'Content-Type': 'application/json', ...invocation.headers };
    const reply = await post(new URL(path, endpoint), { headers, body: invocation.payload, signal });
    return isDirect ? directAnswer(reply, call.resource.arn) : invokeAnswer(reply, invocation.name);
  } catch (error) {
    const cause = `Unable to execute HTTP request: ${reason(error)}`;
    return { kind: 'failed', failure: { error: 'Lambda.SdkClientException', cause } };
  }
}

interface Invocation {
  readonly name: string;
  readonly payload: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

// The arguments of `lambda:invoke`.
function invocationOf(input: Value): Invocation {
  const args = isObject(input) ? input : {};
  const textOf = (name: string) => {
    const value = args[name];
    return typeof value === 'string' ? value : undefined;
  };
  const qualifier = textOf('Qualifier');
  const headers: Record<string, string> = {};
  for (const [argument, header] of HEADERS) {
    const value = textOf(argument);
    if (value !== undefined) headers[header] = value;
  }
  return {
    name: textOf('FunctionName') ?? '',
    payload: payloadOf(args['Payload']),
    query: qualifier === undefined ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`,
    headers,
  };
}

const HEADERS = [
  ['InvocationType', 'X-Amz-Invocation-Type'],
  ['LogType', 'X-Amz-Log-Type'],
  ['ClientContext', 'X-Amz-Client-Context'],
] as const;

// Recorded: no payload is an empty object, and a payload that is text is the JSON text itself.
function payloadOf(payload: Value | undefined): string {
  if (payload === undefined || payload === null) return '{}';
  return typeof payload === 'string' ? payload : printValue(payload);
}

// A function's ARN used directly gives just the payload; an error's cause is the payload as it came.
function directAnswer(reply: Reply, arn: string): Answer {
  const failed = failureOf(reply, text => text) ?? tooLarge(reply, arn);
  if (failed) return failed;
  const { value, problem } = parseValue(reply.body);
  return problem === undefined ? { kind: 'succeeded', output: value } : notJson(arn);
}

// `lambda:invoke` gives the payload among the rest of the response; an error's cause was parsed and written again.
function invokeAnswer(reply: Reply, name: string): Answer {
  const failed = failureOf(reply, rewritten) ?? tooLarge(reply, 'lambda');
  if (failed) return failed;
  const { value, problem } = reply.body === '' ? { value: undefined, problem: undefined } : parseValue(reply.body);
  if (problem !== undefined) return notJson(name);
  const log = headerOf(reply, 'X-Amz-Log-Result');
  const version = headerOf(reply, 'X-Amz-Executed-Version');
  const output: Record<string, Value> = {};
  if (version !== undefined) output['ExecutedVersion'] = version;
  if (log !== undefined) output['LogResult'] = log;
  if (value !== undefined) output['Payload'] = value;
  output['SdkHttpMetadata'] = httpMetadata(reply);
  output['SdkResponseMetadata'] = { RequestId: headerOf(reply, 'x-amzn-RequestId') ?? '' };
  output['StatusCode'] = reply.status;
  return { kind: 'succeeded', output };
}

function failureOf(reply: Reply, causeOf: (payload: string) => string): Answer | undefined {
  const { status, body } = reply;
  if (status < 200 || status > 299) return refused(reply);
  if (headerOf(reply, 'X-Amz-Function-Error') === undefined) return undefined;
  const { value } = parseValue(body);
  const type = isObject(value) ? value['errorType'] : undefined;
  const error = typeof type === 'string' ? type : 'Lambda.Unknown';
  return { kind: 'failed', failure: { error, cause: causeOf(body) } };
}

function rewritten(payload: string): string {
  const { value, problem } = parseValue(payload);
  return problem === undefined ? printValue(value) : payload;
}

// The endpoint itself refused, as Lambda does for a function it does not know.
function refused(reply: Reply): Answer {
  const { value } = parseValue(reply.body);
  const member = (name: string) => {
    const found = isObject(value) ? value[name] : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  const named = headerOf(reply, 'x-amzn-ErrorType') ?? member('__type') ?? 'Unknown';
  const code = errorCode(named);
  const error = `Lambda.${code.endsWith('Exception') ? code : `${code}Exception`}`;
  const id = headerOf(reply, 'x-amzn-RequestId') ?? '';
  const message = member('message') ?? member('Message') ?? reply.body;
  const cause = `${message} (Service: AWSLambda; Status Code: ${reply.status}; Error Code: ${code}; Request ID: ${id}; Proxy: null)`;
  return { kind: 'failed', failure: { error, cause } };
}

/** What a task may hand on (spec/quotas.md). Checked before the payload is read: it need not even be JSON. */
const LIMIT_BYTES = 262_144;

function tooLarge({ body }: Reply, name: string): Answer | undefined {
  if (Buffer.byteLength(body) <= LIMIT_BYTES) return undefined;
  const cause = `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return { kind: 'failed', failure: { error: 'States.DataLimitExceeded', cause } };
}

// Lambda's own runtimes always answer JSON; what the service would say is not on record.
function notJson(name: string): Answer {
  const cause = `The function ${name} returned a payload that is not JSON.`;
  return { kind: 'failed', failure: { error: 'States.Runtime', cause } };
}

function httpMetadata({ headers, status }: Reply): Value {
  const all: Record<string, string[]> = {};
  for (const [name, value] of headers) all[name] = [...(all[name] ?? []), value];
  return { AllHttpHeaders: all, HttpHeaders: Object.fromEntries(headers), HttpStatusCode: status };
}
