// Of what follows from one slip only the slip itself is told, at the smallest thing it is.
import { checkProblems } from '../support/problems.ts';

describe('one slip, one problem', () => {
  it('"States" that is no object: nothing is said of its names', () =>
    checkProblems(`
StartAt: A
States: []
        ^^ error field-value: "States" must be an object.
`));

  it('a choice rule in the other query language does not lack "Condition"', () =>
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: B }], Default: B }
                                 ^^^^^^^^ error field-language: "Variable" is a field of JSONPath states, and this state uses JSONata.
  B: { Type: Succeed }
`));

  it('a reader whose option is misspelt does not lack it', () =>
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    ItemReader:
      Resource: arn:aws:states:::s3:getObject
      ReaderConfig: { InputTyp: JSON }
                      ^^^^^^^^ error field-unknown: "ReaderConfig" has no field "InputTyp". Did you mean "InputType"?
      Parameters: { Bucket: b, Key: k }
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
      StartAt: I
      States: { I: { Type: Succeed } }
    End: true
`));

  it('a reader, a batcher and a writer of an inline Map are not looked into', () =>
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    ItemReader: { Resource: arn:aws:states:::s3:getObject, Parameters: { Bucket: b, Key: k } }
    ^^^^^^^^^^ error map-mode: "ItemReader" belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".
    ItemBatcher: {}
    ^^^^^^^^^^^ error map-mode: "ItemBatcher" belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".
    ResultWriter: {}
    ^^^^^^^^^^^^ error map-mode: "ResultWriter" belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".
    ItemProcessor:
      StartAt: I
      States: { I: { Type: Succeed } }
    End: true
`));

  it('an integration with a colon too few', () =>
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states::lambda:invoke", Parameters: { FunctionName: f }, TimeoutSeconds: 5, End: true }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-unknown: Three colons stand before the service. Did you mean "arn:aws:states:::lambda:invoke"?
`));

  it('an expression that only ends', () =>
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Pass, Output: { a: "$states.input.a %}", b: "100 %}" }, End: true }
                                ^^^^^^^^^^^^^^^^^^^^ warning expression-nearly: This is plain text: an expression begins with {% and ends with %}, with nothing around it.
`));

  it('a misspelt "Type"', () =>
    checkProblems(`
StartAt: A
States:
  A: { Typ: Pass, End: true }
       ^^^ error field-unknown: State "A" has no field "Typ". Did you mean "Type"?
`));

  it('a misspelt field without which nothing goes is an error outside of states too', () =>
    checkProblems(`
StartAt: A
Sates: { A: { Type: Succeed } }
^^^^^ error field-unknown: A state machine has no field "Sates". Did you mean "States"?
Coment: c
^^^^^^ warning field-unknown: A state machine has no field "Coment". Did you mean "Comment"?
`));

  it('a state that is no object is there all the same', () =>
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Next: B }
  B: x
     ^ error field-value: "B" must be an object.
`));

  it('a path that is the whole of a template', () =>
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Parameters: $.a, End: true }
                               ^^^ warning expression-unmarked: This is plain text: a path is read in an object, under a key that ends with ".$".
`));
});
