// Reads the models of AWS's APIs out of the npm package `aws-sdk` and writes each as a few lines of text, in the format
// that `language/catalogue/readService.ts` reads. Shapes come from `apis/*.min.json`; the words of enumerations and the
// error names that the documentation speaks of stand only in the declarations, `clients/*.d.ts`. Compresses nothing.
import fs from 'node:fs';
import path from 'node:path';

/** Actions that Step Functions does not call: with streams, or for other reasons (spec/integrations.md §1.5). */
const DROPPED_ACTIONS = new Set(
  `bedrockruntime:InvokeModelWithResponseStream bedrockruntime:ConverseStream bedrockagentruntime:InvokeAgent
  bedrockagentruntime:InvokeFlow bedrockagentruntime:InvokeInlineAgent bedrockagentruntime:OptimizePrompt
  bedrockagentruntime:RetrieveAndGenerateStream cloudwatchlogs:StartLiveTail kinesis:SubscribeToShard lambda:InvokeAsync
  lambda:InvokeWithResponseStream lexruntimev2:StartConversation s3:SelectObjectContent
  sagemakerruntime:InvokeEndpointWithResponseStream sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity
  shield:DeleteSubscription rdsdata:ExecuteSql comprehendmedical:DetectEntities emr:DescribeJobFlows efs:CreateTags
  elastictranscoder:TestRole qbusiness:Chat`.split(/\s+/),
);

/** Errors seen on AWS that the package does not speak of: spec/integrations.md §1.4, published definitions. */
const SEEN_ERRORS = {
  s3: ['NoSuchBucket', 'NoSuchKey'],
  sfn: ['InvalidToken', 'ExecutionAlreadyExists', 'StateMachineDoesNotExist'],
  dynamodb: ['ConditionalCheckFailedException', 'ResourceNotFoundException'],
  rds: ['InvalidDBClusterStateFault'],
  organizations: ['DuplicateOrganizationalUnitException'],
  cloudformation: ['NameAlreadyExistsException', 'StackSetNotFoundException'],
};

/** What looks like one in the documentation and is none. */
const NO_ERRORS = ['SenderFault', 'HasFault', 'RuntimeException'];

/**
 * The newest model of each service, by its name in Step Functions.
 * @param {string} folder the package
 * @returns {Map<string, string>} name → text
 */
export function readServices(folder) {
  const known = JSON.parse(fs.readFileSync(path.join(folder, 'apis/metadata.json'), 'utf8'));
  const files = fs.readdirSync(path.join(folder, 'apis')).filter(file => file.endsWith('.min.json'));
  /** @type {[string, string][]} */
  const services = [];
  for (const [key, { prefix = key, name }] of Object.entries(known)) {
    const newest = files
      .filter(file => /^(.+)-\d{4}-\d\d-\d\d\.min/.exec(file)?.[1] === prefix)
      .sort()
      .at(-1);
    if (!newest) throw new Error(`${key} has no model.`);
    const model = JSON.parse(fs.readFileSync(path.join(folder, 'apis', newest), 'utf8'));
    const service = serviceName(model.metadata);
    const declarations = fs.readFileSync(path.join(folder, `clients/${key}.d.ts`), 'utf8');
    const waited = waitedErrors(path.join(folder, 'apis', newest.replace('.min.', '.waiters2.')));
    const errors = [...new Set([...(SEEN_ERRORS[service] ?? []), ...waited, ...errorsIn(declarations)])];
    services.push([service, new Writer(service, model, readDeclarations(declarations, name), errors).write()]);
  }
  return new Map(services.sort(([a], [b]) => (a < b ? -1 : 1)));
}

// The name of the SDK for Java 2: spec/integrations.md §1.1.
function serviceName({ serviceId }) {
  return serviceId
    .replace(/^(Amazon|AWS)\s*/, '')
    .replace(/\s*Service$/, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}

function errorsIn(text) {
  const found = text.match(/\b[A-Z][A-Za-z]+(?:Exception|Fault)\b/g) ?? [];
  return [...new Set(found)].filter(name => !NO_ERRORS.includes(name));
}

/** @param {string} file */
function waitedErrors(file) {
  if (!fs.existsSync(file)) return [];
  const { waiters } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const acceptors = Object.values(waiters).flatMap(waiter => waiter.acceptors);
  // Some wait for a status code by the same matcher.
  const names = acceptors.filter(({ matcher }) => matcher === 'error').map(({ expected }) => String(expected));
  return names.filter(name => /^[A-Z]\w+$/.test(name));
}

/**
 * @typedef {object} Declarations
 * @property {Map<string, string>} types what a name stands for
 * @property {Map<string, Map<string, string>>} interfaces the types of members
 * @property {Map<string, { input?: string, output?: string, errors: string[] }>} methods by their name in lower case
 */

/** @param {string} text @param {string} name @returns {Declarations} */
function readDeclarations(text, name) {
  const types = new Map();
  const interfaces = new Map();
  const methods = new Map();
  let members = new Map();
  let doc = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('   * ')) doc = line;
    const [, quotedName, plainName, memberType] = /^ {4}(?:"([^"]+)"|(\w+))\??: (.+);$/.exec(line) ?? [];
    if (memberType) members.set(quotedName ?? plainName, memberType);
    const [, typeName, type] = /^ {2}export type (\w+) = (.+);$/.exec(line) ?? [];
    if (type) types.set(typeName, type);
    const [, interfaceName] = /^ {2}export interface (\w+) \{/.exec(line) ?? [];
    if (interfaceName) {
      members = new Map();
      interfaces.set(interfaceName, members);
    }
    const [, method, parameters] = /^ {2}(\w+)\((.*)\): Request</.exec(line) ?? [];
    if (!method) continue;
    // Each method is declared twice: with its input and without.
    const own = methods.get(method.toLowerCase()) ?? {};
    const typeOf = kind => new RegExp(`${kind}: ${name}\\.Types\\.(\\w+)`).exec(parameters)?.[1];
    methods.set(method.toLowerCase(), {
      input: own.input ?? typeOf('params'),
      output: own.output ?? typeOf('data'),
      errors: own.errors ?? errorsIn(doc),
    });
  }
  return { types, interfaces, methods };
}

class Writer {
  #lines = [];
  /** Of shapes with a name: where they are written. */
  #shared = new Map();
  #enums = new Map();

  constructor(service, model, declared, errors) {
    this.service = service;
    this.model = model;
    this.declared = declared;
    this.errors = errors;
  }

  write() {
    const { operations, metadata } = this.model;
    const actions = Object.entries(operations)
      .filter(([name]) => !DROPPED_ACTIONS.has(`${this.service}:${name}`))
      .map(([name, { input, output }]) => {
        const method = this.declared.methods.get(name.toLowerCase());
        const parts = [name, this.shape(input, method?.input), this.shape(output, method?.output)];
        return [...parts, (method?.errors ?? []).join(' ')].join('\t').trimEnd();
      });
    const enums = [...this.#enums.keys()];
    const refused = Object.keys(operations).filter(name => DROPPED_ACTIONS.has(`${this.service}:${name}`));
    const counts = [actions.length, this.#lines.length];
    const head = [metadata.serviceId, ...counts, this.errors.join(' '), refused.join(' ')].join('\t').trimEnd();
    return [head, ...actions, ...this.#lines, ...enums].join('\n');
  }

  shape(shape, type) {
    if (!shape) return '';
    if (shape.shape !== undefined) return this.reference(shape.shape, type);
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, type);
      case 'list':
        return `[${this.shape(shape.member, this.itemType(type))}`;
      case 'map':
        return `{${this.shape(shape.value, this.valueType(type))}`;
      case 'integer':
      case 'long':
        return 'i';
      case 'float':
      case 'double':
        return 'n';
      case 'boolean':
        return 'b';
      case 'timestamp':
        return 't';
      case 'blob':
        return 'x';
      default:
        return this.text(type);
    }
  }

  // A shape that others use too stands on a line of its own, where that is shorter.
  reference(name, type) {
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    const shape = this.model.shapes[name];
    if (shape.type !== 'structure' && !['list', 'map'].includes(shape.type)) return this.shape(shape, type);
    const at = this.#lines.length;
    this.#shared.set(name, String(at));
    this.#lines.push('');
    this.#lines[at] = this.shape(shape, type);
    return String(at);
  }

  structure(shape, type) {
    if (shape.document) return 'j';
    const types = this.declared.interfaces.get(this.resolved(type));
    const required = new Set(shape.required);
    const members = Object.entries(shape.members ?? {}).map(([name, member]) => {
      // A token that makes a call repeatable is filled in where it is not given.
      const mark = required.has(name) && !member.idempotencyToken ? '!' : '';
      const written = this.shape(member, types?.get(name));
      return `${name}${mark}${written === '' ? '' : `:${written}`}`;
    });
    return `${shape.union ? '|' : ''}(${members.join(',')})`;
  }

  text(type) {
    const words = this.resolved(type);
    if (!words?.startsWith('"')) return '';
    const written = [...words.matchAll(/"([^"]*)"/g)].map(([, word]) => word).join('\t');
    if (!this.#enums.has(written)) this.#enums.set(written, this.#enums.size);
    return `=${this.#enums.get(written)}`;
  }

  itemType(type) {
    return /^(\w+)\[\]$/.exec(this.resolved(type) ?? '')?.[1];
  }

  valueType(type) {
    return /^\{\[key: string\]: (\w+)\}$/.exec(this.resolved(type) ?? '')?.[1];
  }

  // What a name stands for in the end; the name itself for an interface.
  resolved(type) {
    let at = type;
    while (at !== undefined && this.declared.types.has(at)) at = this.declared.types.get(at);
    return at;
  }
}
