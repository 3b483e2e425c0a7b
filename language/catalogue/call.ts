// What a Task calls, as the catalogue and the table of integrations know it together: what it takes, what it answers, what
// it fails with. The table wins: it has what AWS says of an integration, the catalogue what the API behind it has.
import type { TaskResource } from '../rules/taskResource.ts';
import { ERROR_PREFIXES, INTEGRATIONS, type Integration, NATIVE_NAMES, sdkNameOf } from '../spec/integrations.ts';
import type { Catalogue } from './catalogue.ts';
import { type Action, errorsOf, type Service } from './service.ts';
import type { Member, Shape, Structure } from './shape.ts';

/** `service` and `action` as the catalogue has them; either may be unknown to it. */
interface Found {
  readonly service: Service | undefined;
  readonly action: Action | undefined;
}

const NONE: Found = { service: undefined, action: undefined };

/** Undefined for functions, activities and what nothing is known of. */
export function argumentsOf(
  resource: TaskResource | undefined,
  catalogue: Catalogue | undefined,
): Structure | undefined {
  const { action } = findCall(resource, catalogue);
  if (resource?.kind !== 'integration') return action?.input;
  const integration = INTEGRATIONS.get(resource.name);
  return integration && argumentsOfIntegration(integration, action?.input);
}

/** Undefined where it is not the API's answer: after waiting, a job or whoever has the token says what comes. */
export function resultOf(resource: TaskResource | undefined, catalogue: Catalogue | undefined): Shape | undefined {
  if (resource?.kind !== 'integration' && resource?.kind !== 'sdk') return undefined;
  const output = resource.pattern ? undefined : findCall(resource, catalogue).action?.output;
  const json = resource.kind === 'integration' ? INTEGRATIONS.get(resource.name)?.json : undefined;
  return json !== undefined && output?.members.has(json) ? withJson(output, json) : output;
}

/** As they are caught; known ones only, there may be others. */
export function errorsOfCall(resource: TaskResource | undefined, catalogue: Catalogue | undefined): readonly string[] {
  const { service, action } = findCall(resource, catalogue);
  if (resource?.kind !== 'integration') return service ? errorsOf(service, action) : [];
  const [prefix, ...seen] = ERROR_PREFIXES[resource.service] ?? [];
  if (prefix === undefined) return [];
  // Those of the service in its documentation's words, under the older prefix.
  const own = [...(action?.errors ?? []), ...(service?.errors ?? [])].filter(name => /Exception$/.test(name));
  return [...new Set([...own, ...seen])].map(name => `${prefix}.${name}`);
}

function findCall(resource: TaskResource | undefined, catalogue: Catalogue | undefined): Found {
  if (!catalogue || (resource?.kind !== 'integration' && resource?.kind !== 'sdk')) return NONE;
  const [name = '', actionName = ''] = resource.name.split(':');
  const service = resource.kind === 'sdk' ? catalogue.service(name) : serviceBehind(name, catalogue);
  return { service, action: service?.actions.get(actionName) };
}

function serviceBehind(name: string, catalogue: Catalogue): Service | undefined {
  const sdkName = sdkNameOf(name);
  if (sdkName === undefined) return undefined;
  return NATIVE_NAMES.includes(name) ? catalogue.nativeService(sdkName) : catalogue.service(sdkName);
}

const ANY: Shape = { kind: 'json' };

function argumentsOfIntegration({ required, optional, json }: Integration, api: Structure | undefined): Structure {
  const own = [...(required ?? []), ...(optional ?? [])];
  const others = optional ? [] : [...(api?.members.keys() ?? [])].filter(name => !own.includes(name));
  const members = [...own, ...others].map((name): [string, Member] => {
    const known = api?.members.get(name);
    const isRequired = required ? required.includes(name) : known?.isRequired === true;
    return [name, { name, isRequired, shape: name === json ? ANY : (known?.shape ?? ANY) }];
  });
  const needed = members.filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  return { kind: 'structure', isUnion: false, members: new Map(members), required: needed };
}

function withJson(output: Structure, name: string): Structure {
  const members = new Map(output.members);
  members.set(name, { name, isRequired: false, shape: ANY });
  return { ...output, members };
}
