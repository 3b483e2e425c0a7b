// Messages to a stand-in for SQS on this machine (`SQS_ENDPOINT`): ElasticMQ, LocalStack, or anything that speaks the JSON
// protocol of SQS. Only `sqs:sendMessage`: it is what tasks send their tokens with.
import { randomUUID } from 'node:crypto';
import { type Answer, isObject, parseValue, printValue, type Value } from '../interpreter/index.ts';
import { reason } from './definitionFile.ts';
import type { CallCommand } from './driver.ts';
import { errorCode, headerOf, post, type Reply } from './post.ts';

/** Sends the message a task asks for. Never rejects: what goes wrong is an answer too. */
export async function sendMessage(endpoint: string, { call }: CallCommand, signal: AbortSignal): Promise<Answer> {
  const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.SendMessage' };
  try {
    const reply = await post(new URL(endpoint), { headers, body: printValue(requestOf(call.input)), signal });
    return reply.status === 200 ? sent(reply) : refused(reply);
  } catch (error) {
    const cause = `Unable to execute HTTP request: ${reason(error)}`;
    return { kind: 'failed', failure: { error: 'SQS.SdkClientException', cause } };
  }
}

// A body that is not text is sent as its JSON text; a member that is null is not sent (recorded).
function requestOf(input: Value): Value {
  if (!isObject(input)) return {};
  const entries = Object.entries(input).filter(([, value]) => value !== null);
  const texts = entries.map(([name, value]) => {
    const isText = name !== 'MessageBody' || typeof value === 'string';
    return [name, isText ? value : printValue(value)] as const;
  });
  return Object.fromEntries(texts);
}

function sent(reply: Reply): Answer {
  const { value } = parseValue(reply.body);
  const id = headerOf(reply, 'x-amzn-RequestId') ?? randomUUID();
  // Stand-ins send headers of their own; tasks see those of the service, spelled as it does (recorded).
  const headers = {
    'x-amzn-RequestId': id,
    connection: 'keep-alive',
    'Content-Length': String(Buffer.byteLength(reply.body)),
    Date: headerOf(reply, 'Date') ?? '',
    'Content-Type': 'application/x-amz-json-1.0',
  };
  const all = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, [text]]));
  const output = {
    ...(isObject(value) ? value : {}),
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: reply.status },
    SdkResponseMetadata: { RequestId: id },
  };
  return { kind: 'succeeded', output };
}

function refused(reply: Reply): Answer {
  const { value } = parseValue(reply.body);
  const body = isObject(value) ? value : {};
  const code = errorCode(typeof body['__type'] === 'string' ? body['__type'] : 'Unknown');
  const message = typeof body['message'] === 'string' ? body['message'] : reply.body;
  const id = headerOf(reply, 'x-amzn-RequestId') ?? '';
  const cause = `${message} (Service: AmazonSQS; Status Code: ${reply.status}; Error Code: ${code}; Request ID: ${id}; Proxy: null)`;
  return { kind: 'failed', failure: { error: 'SQS.AmazonSQSException', cause } };
}
