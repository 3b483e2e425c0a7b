// What is shown of a run that is held: threads, stacks, scopes, values, expressions; and what a person changes of it.
import { type Evaluated, evaluateAt, parseValue, type Strand } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import { baseName, toClientRange, toSource } from '../convert.ts';
import { type DebugProtocol, type Handlers, Refusal, type Wanted } from '../dap.ts';
import { messages } from '../messages.ts';
import { type MocksAnswer, VALUE_AS_MOCK_REQUEST, type ValueAsMockArguments } from '../protocol.ts';
import { whoSet } from '../running/whoSet.ts';
import { completionsAt } from '../values/completions.ts';
import { wholeValue } from '../values/format.ts';
import { scopesOf } from '../values/scopes.ts';
import { frameId, frameOf, isPartOfCaller, stackOf, strandWithId, threadName, threadOf } from '../values/stack.ts';
import { editOf, type Target, targetOf } from '../values/target.ts';
import { memberIn } from '../values/variables.ts';
import type { Commands } from './commands.ts';
import { turnsFor } from './timeTravel.ts';

/** So many strands are listed as threads, and the one that is held. */
const MOST_THREADS = 200;

export class DataRequests {
  readonly #context: Context;
  readonly #commands: Commands;

  constructor(context: Context, commands: Commands) {
    this.#context = context;
    this.#commands = commands;
  }

  readonly handlers: Handlers = {
    threads: () => ({ threads: this.threads() }),
    stackTrace: args => this.#stackTrace(args as DebugProtocol.StackTraceArguments),
    scopes: args => this.#scopes(args as DebugProtocol.ScopesArguments),
    variables: args => this.#variables(args as DebugProtocol.VariablesArguments),
    evaluate: (args, wanted) => this.#evaluate(args as DebugProtocol.EvaluateArguments, wanted),
    completions: args => this.#completions(args as DebugProtocol.CompletionsArguments),
    setVariable: args => this.#setVariable(args as DebugProtocol.SetVariableArguments),
    setExpression: args => this.#setExpression(args as DebugProtocol.SetExpressionArguments),
    locations: (args, wanted) => this.#locations(args as DebugProtocol.LocationsArguments, wanted),
    loadedSources: () => this.#sources(),
    source: args => this.#source(args as DebugProtocol.SourceArguments),
    [VALUE_AS_MOCK_REQUEST]: args => this.#valueAsMock(args as ValueAsMockArguments),
  };

  /** A Map Run may have a thousand children at once: nobody reads so many names. */
  threads(): DebugProtocol.Thread[] {
    const { launched, running } = this.#context;
    // Clients ask before the start and after the end too.
    if (!running) return [];
    const { run, held } = running;
    const first: Strand[] = [];
    for (const strand of run.strands) {
      if (first.length === MOST_THREADS) break;
      if (!isPartOfCaller(strand)) first.push(strand);
    }
    const own = held && strandWithId(run, threadOf(run, held));
    const shown = own && !first.includes(own) ? [...first, own] : first;
    const { stateMachineName } = launched.execution;
    return shown.map(strand => ({ id: strand.id, name: threadName(strand, run, stateMachineName) }));
  }

  #stackTrace({ threadId, startFrame = 0, levels, format }: DebugProtocol.StackTraceArguments) {
    const { control, definitions, client } = this.#context;
    const frames: DebugProtocol.StackFrame[] = [];
    const stack = stackOf(control.run, threadId);
    for (const [depth, { strand, isFirstOfChild }] of stack.entries()) {
      const { program, lines, file } = definitions.of(strand.code);
      const { span, name } = frameOf(strand, program);
      const range = toClientRange(span, lines, client);
      // The states around the one that stands here wait for it.
      const hint = depth > 0 || strand.waiting?.kind === 'children' ? ({ presentationHint: 'subtle' } as const) : {};
      const shown = format?.line ? `${name} Line ${range.line}` : name;
      frames.push({ id: frameId(threadId, depth), name: shown, source: toSource(file), ...range, ...hint });
      if (isFirstOfChild) {
        const id = frameId(threadId, depth) + CHILD_LABEL;
        frames.push({ id, name: '── child execution ──', line: 0, column: 0, presentationHint: 'label' });
      }
    }
    const end = levels ? startFrame + levels : undefined;
    return { stackFrames: frames.slice(startFrame, end), totalFrames: frames.length };
  }

  #scopes({ frameId: id }: DebugProtocol.ScopesArguments) {
    const { control, store, before } = this.#context;
    return { scopes: scopesOf(control.run, this.#context.frame(id), store, before) };
  }

  #variables(args: DebugProtocol.VariablesArguments) {
    return { variables: this.#context.store.children(args) };
  }

  async #evaluate({ expression, context, frameId: id, format }: DebugProtocol.EvaluateArguments, wanted: Wanted) {
    const text = expression.trim();
    if (context === 'repl' && text.startsWith(':')) {
      return { result: await this.#commands.perform(text, id, wanted), variablesReference: 0 };
    }
    const strand = this.#context.frame(id);
    const { value, problem } = evaluateAt(text, this.#context.control.run, strand);
    if (problem !== undefined) throw new Refusal(this.#explain(text, problem, context, strand));
    if (context === 'clipboard') return { result: wholeValue(value), variablesReference: 0 };
    const target = targetOf(text, strand);
    const { value: result, ...rest } = this.#context.store.describe({ value, expression: text, target }, format);
    const hint = target?.isEditable ? {} : { presentationHint: { attributes: ['readOnly'] } };
    return { result, ...rest, ...hint };
  }

  // Whoever types a plain word in a JSONPath state has not found out what can be asked.
  #explain(text: string, problem: string, context: string | undefined, { code }: Strand): string {
    const isPath = /^(\$|States\.|\{%)/.test(text);
    return isPath || context === 'hover' || code.state.queryLanguage === 'JSONata' ? problem : messages.noPath();
  }

  #completions({ frameId: id, text, column, line = 1 }: DebugProtocol.CompletionsArguments) {
    const { control, client, definitions } = this.#context;
    const row = text.split('\n')[client.linesStartAt1 ? line - 1 : line] ?? text;
    const before = row.slice(0, client.columnsStartAt1 ? column - 1 : column);
    const strand = this.#context.frame(id);
    return { targets: completionsAt(before, control.run, strand, definitions.states()) };
  }

  #setVariable({ variablesReference, name, value, format }: DebugProtocol.SetVariableArguments) {
    const { store } = this.#context;
    const holder = store.holder(variablesReference);
    const index = /^\[(\d+)\]$/.exec(name)?.[1];
    const member = index === undefined ? name : Number(index);
    if (!holder || memberIn(holder.value, member) === undefined) throw new Refusal(messages.unknownVariable(name));
    const { target, expression } = store.memberOf(holder, member);
    if (!target) throw new Refusal(messages.notSettable(expression ?? name));
    const { value: shown, ...rest } = this.#set(target, expression ?? name, value, format);
    return { value: shown, ...rest };
  }

  #valueAsMock({ variablesReference, name, frameId: id }: ValueAsMockArguments): MocksAnswer {
    const holder = this.#context.store.holder(variablesReference);
    const strand = this.#context.frame(id);
    const index = /^\[(\d+)\]$/.exec(name)?.[1];
    const value = holder && memberIn(holder.value, index === undefined ? name : Number(index));
    if (value === undefined) throw new Refusal(messages.unknownVariable(name));
    const { name: state } = strand.code;
    const { result = value, error } = strand.data;
    switch (holder?.target?.field) {
      case 'error':
        return { mocks: { [state]: { throw: { ...error } } } };
      case 'result':
        // What a task is answered is all of it, whichever part somebody points at.
        return { mocks: { [state]: { return: result } } };
      default:
        return { mocks: { [state]: { return: value } } };
    }
  }

  #setExpression({ expression, value, frameId: id, format }: DebugProtocol.SetExpressionArguments) {
    const target = targetOf(expression.trim(), this.#context.frame(id));
    if (!target) throw new Refusal(messages.notSettable(expression.trim()));
    return this.#set(target, expression.trim(), value, format);
  }

  #set(target: Target, expression: string, text: string, format: DebugProtocol.ValueFormat | undefined) {
    const { control, store } = this.#context;
    if (!control.stop) throw new Refusal(messages.isRunning());
    const strand = control.run.strands.find(({ id }) => id === target.strand);
    if (!strand) throw new Refusal(messages.unknownFrame());
    if (!target.isEditable) throw new Refusal(messages.tooLateToChange());
    const read = this.#read(text, strand);
    if (read.problem !== undefined) throw new Refusal(read.problem);
    const edit = editOf(target, strand, read.value);
    if ('problem' in edit) throw new Refusal(edit.problem);
    control.interfere({ kind: 'edit', strand: strand.id, ...edit }, messages.forkedBy.value(expression));
    this.#context.invalidate('variables', 'stacks');
    return store.describe({ value: read.value, expression, target }, format);
  }

  // JSON, or an expression behind an equals sign.
  #read(text: string, strand: Strand): Evaluated {
    const trimmed = text.trim();
    if (trimmed.startsWith('=')) return evaluateAt(trimmed.slice(1), this.#context.control.run, strand);
    const { value, problem } = parseValue(trimmed);
    return problem === undefined ? { value } : { problem: messages.notAValue(trimmed) };
  }

  async #locations({ locationReference }: DebugProtocol.LocationsArguments, wanted: Wanted) {
    const { store, control, definitions, client } = this.#context;
    const origin = store.origin(locationReference);
    const strand = control.run.strands.find(({ id }) => id === origin?.strand);
    const turns = turnsFor(wanted, this.#context);
    const found =
      origin && strand && (await whoSet(origin.expression, strand, control.journal, control.moment.at, turns));
    if (!found || 'problem' in found || !found.span || found.state === undefined) {
      throw new Refusal(messages.noOrigin(origin?.expression ?? ''));
    }
    const { file, lines } = definitions.of({ path: found.state });
    return { source: toSource(file), ...toClientRange(found.span, lines, client) };
  }

  // The launched one where none is named.
  #source({ source }: DebugProtocol.SourceArguments) {
    const { definitions } = this.#context;
    const [found] = source?.path === undefined ? definitions.all : definitions.inFile(source.path);
    if (!found) throw new Refusal(messages.otherFile());
    const { file, text } = found;
    return { content: text, mimeType: baseName(file).endsWith('json') ? 'application/json' : 'text/plain' };
  }

  #sources() {
    const { definitions } = this.#context;
    const files = new Set(definitions.all.map(({ file }) => file));
    return { sources: [...files].map(toSource) };
  }
}

/** Behind the depth of any frame of a thread. */
const CHILD_LABEL = 500;
