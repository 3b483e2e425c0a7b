// The Lambda functions the recorded cases name, answered at once: what a function returned or raised on AWS, in the shape
// the two ways of calling it give.
import type { Tasks } from '../../host/index.ts';
import type { Answer, Value } from '../../interpreter/index.ts';

export interface LambdaSpec {
  readonly type: string;
  readonly name?: string;
  readonly arn?: string;
  readonly behaviour?: string;
  readonly value?: Value;
  readonly errorType?: string;
  readonly message?: string;
  readonly stackTrace?: readonly string[];
  readonly seconds?: number;
  readonly text?: string | { readonly repeat: string; readonly times: number };
}

/** Functions that answer at once with what can be said here. */
export function canPlay({ type, behaviour }: LambdaSpec): boolean {
  return (
    type !== 'lambda' ||
    behaviour === 'echo' ||
    behaviour === 'return' ||
    behaviour === 'raise' ||
    behaviour === 'return-bytes'
  );
}

export function lambdaTasks(resources: readonly LambdaSpec[]): Tasks {
  return {
    call({ call }, answer) {
      const { resource, input } = call;
      const isDirect = resource.kind === 'lambda';
      const given = input as { readonly FunctionName?: string; readonly Payload?: Value };
      const named = isDirect ? resource.arn : (given.FunctionName ?? '');
      const spec = resources.find(
        ({ type, name, arn }) =>
          type === 'lambda' && [named, named.split(':').at(-1)].some(one => one === name || one === arn),
      );
      if (spec) answer(invoke(spec, isDirect ? input : sentPayload(given.Payload), isDirect));
      else answer(notFound(named));
    },
    cancel: () => undefined,
  };
}

function invoke(spec: LambdaSpec, event: Value, isDirect: boolean): Answer {
  switch (spec.behaviour) {
    case 'echo':
      return payload(event, isDirect);
    case 'return':
      return payload(spec.value ?? null, isDirect);
    case 'return-bytes': {
      const { text = '' } = spec;
      const sent = typeof text === 'string' ? text : text.repeat.repeat(text.times);
      return payload(parsedPayload(sent), isDirect);
    }
    case 'raise': {
      const { errorType = '', message = '', stackTrace } = spec;
      // A function used directly: the payload as Python wrote it; through lambda:invoke it was parsed and written again.
      const fields = { errorMessage: message, errorType, requestId: 'a-request', ...(stackTrace && { stackTrace }) };
      return {
        kind: 'failed',
        failure: { error: errorType, cause: isDirect ? python(fields) : JSON.stringify(fields) },
      };
    }
    default:
      throw new Error(`A case that is played names a behaviour nobody plays: ${spec.behaviour}`);
  }
}

// A payload that is text is the JSON text itself.
function sentPayload(payload: Value | undefined): Value {
  return typeof payload === 'string' ? JSON.parse(payload) : (payload ?? {});
}

// A function may answer with anything; what is no JSON stays text.
function parsedPayload(text: string): Value {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function notFound(name: string): Answer {
  const arn = name.startsWith('arn:') ? name : `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
  const reason =
    'Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: x; Proxy: null';
  const cause = `Function not found: ${arn}:$LATEST (${reason})`;
  return { kind: 'failed', failure: { error: 'Lambda.ResourceNotFoundException', cause } };
}

function payload(value: Value, isDirect: boolean): Answer {
  if (isDirect) return { kind: 'succeeded', output: value };
  const details = { SdkHttpMetadata: {}, SdkResponseMetadata: {} };
  return { kind: 'succeeded', output: { ExecutedVersion: '$LATEST', Payload: value, StatusCode: 200, ...details } };
}

function python(fields: object): string {
  return JSON.stringify(fields).replace(/,"/g, ', "').replace(/":/g, '": ');
}
