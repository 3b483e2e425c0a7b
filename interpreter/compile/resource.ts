// What a task's `Resource` names (spec/asl.md §10).

export type Resource =
  /** A function's ARN used directly. */
  | { readonly kind: 'lambda'; readonly arn: string }
  | { readonly kind: 'activity'; readonly arn: string }
  | ServiceResource;

export interface ServiceResource {
  readonly kind: 'service';
  readonly arn: string;
  /** `lambda`, `aws-sdk:s3`: what the history calls the resource type. */
  readonly service: string;
  /** `invoke` */
  readonly action: string;
  readonly pattern: 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';
  /** Action and pattern, as the history writes them: `startExecution.sync:2`. */
  readonly name: string;
}

export function parseResource(arn: string): Resource | undefined {
  if (/^arn:[\w-]+:lambda:/.test(arn)) return { kind: 'lambda', arn };
  if (/^arn:[\w-]+:states:[^:]*:[^:]*:activity:/.test(arn)) return { kind: 'activity', arn };
  const service =
    /^arn:[\w-]+:states:[^:]*:[^:]*:((?:aws-sdk:)?[\w-]+):(\w+)(?:\.(sync:2|sync|waitForTaskToken))?$/.exec(arn);
  if (!service) return undefined;
  const [, name = '', action = '', pattern] = service;
  return {
    kind: 'service',
    arn,
    service: name,
    action,
    pattern: (pattern ?? 'request') as ServiceResource['pattern'],
    name: pattern === undefined ? action : `${action}.${pattern}`,
  };
}
