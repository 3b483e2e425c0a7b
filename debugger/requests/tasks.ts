// Tasks that nothing answers: the client is told what is asked and what AWS could say, and says it; and mocks that are changed
// while the execution is held.
import { readOneMock, whyNotStarted } from '../../host/index.ts';
import { nearest, type StateCode, type Value } from '../../interpreter/index.ts';
import { awsCatalogue, errorsOfCall, resourceOf, sampleResult } from '../../language/index.ts';
import type { Context } from '../context.ts';
import { type Handlers, Refusal } from '../dap.ts';
import { messages } from '../messages.ts';
import {
  ANSWER_REQUEST,
  type AnswerAnswer,
  type AnswerArguments,
  QUESTION_EVENT,
  type Question as QuestionBody,
  SET_MOCK_REQUEST,
  type SetMockArguments,
} from '../protocol.ts';
import type { Answers, Question } from '../running/answers.ts';

export class TaskRequests {
  readonly #context: Context;
  readonly #answersOf: () => Answers;

  constructor(context: Context, answersOf: () => Answers) {
    this.#context = context;
    this.#answersOf = answersOf;
  }

  readonly handlers: Handlers = {
    [ANSWER_REQUEST]: args => this.#answer(args as AnswerArguments),
    [SET_MOCK_REQUEST]: args => {
      const { state, mock } = args as SetMockArguments;
      this.setMock(state, (mock ?? null) as Value);
    },
  };

  /** The debugger has stopped at it. */
  ask({ id, command }: Question): void {
    const { state, call, attempt, iteration } = command;
    const { arn } = call.resource;
    const resource = resourceOf(state.state.fields.get('Resource')?.value);
    const suggestion = sampleResult(resource, awsCatalogue());
    const body: QuestionBody = {
      question: id,
      state: state.name,
      resource: arn,
      arguments: call.input,
      attempt,
      ...(iteration !== undefined && { iteration }),
      ...(suggestion !== undefined && { suggestion }),
      errors: [...new Set([...namedErrors(state), ...errorsOfCall(resource, awsCatalogue())])],
    };
    this.#context.send(QUESTION_EVENT, body);
    const why = whyNotStarted(this.#context.definitions.machines, command, messages.howToName());
    this.#context.print(`${messages.nobodyAnswers(state.name, arn, why)}\n`, { category: 'important' });
  }

  /** The oldest question, by the console. */
  answerFirst(answer: Pick<AnswerArguments, 'result' | 'error' | 'cause'>): void {
    const [question] = this.#answersOf().questions;
    if (!question) throw new Refusal(messages.noSuchQuestion('yet'));
    this.#answer({ question: question.id, ...answer });
  }

  setMock(name: string, entry: Value): void {
    const { control, definitions } = this.#context;
    const names = definitions.states().map(state => state.name);
    if (!names.includes(name)) {
      const near = nearest(name, names);
      throw new Refusal(`${messages.noStateNamed(name)}${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    }
    const read = entry === null ? undefined : readOneMock(entry, name);
    if (read?.problem !== undefined) throw new Refusal(read.problem);
    // What was answered otherwise before is not so in this timeline; the one it comes from keeps its mocks.
    if (control.isInPast && control.stop) control.fork(messages.forkedBy.mock(name), new Set([name]));
    const { mocks } = control;
    if (read?.mock) mocks.set(name, read.mock);
    else mocks.delete(name);
    this.#context.invalidate('stacks', 'variables');
  }

  #answer({ question: id, result, error, cause, remember }: AnswerArguments): AnswerAnswer {
    const answers = this.#answersOf();
    const question = answers.questions.find(one => one.id === id);
    if (!question) throw new Refusal(messages.noSuchQuestion(id));
    if (result === undefined && error === undefined) throw new Refusal(messages.answerIncomplete());
    const state = question.command.state.name;
    const thrown = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    const entry: Value = error === undefined ? { return: result as Value } : { throw: thrown };
    answers.answer(
      id,
      error === undefined ? { kind: 'succeeded', output: result as Value } : { kind: 'failed', failure: thrown },
    );
    if (!remember) return {};
    const { mock } = readOneMock(entry, state);
    if (mock) this.#context.control.mocks.set(state, mock);
    return { mock: { state, entry } };
  }
}

// Those the state is prepared for come first.
function namedErrors({ onError }: StateCode): string[] {
  const considered = onError?.consider({}, { total: 0, byRetrier: [] }) ?? [];
  return considered.flatMap(({ names }) => names).filter(name => name !== 'States.ALL');
}
