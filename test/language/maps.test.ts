// Map: its modes, reader, batcher, writer and label.
import { checkHints, checkProblems } from '../support/problems.ts';

describe('maps', () => {
  it('options that only a distributed Map has', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    ItemReader: { Resource: "arn:aws:states:::s3:listObjectsV2", Parameters: { Bucket: b } }
    ^^^^^^^^^^ error map-mode: "ItemReader" belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".
    Label: L
    ^^^^^ error map-mode: "Label" belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".
    ToleratedFailureCount: 1
    ^^^^^^^^^^^^^^^^^^^^^ warning map-mode: "ToleratedFailureCount" belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".
    ItemProcessor:
      ProcessorConfig: { Mode: INLINE, ExecutionType: STANDARD }
                                       ^^^^^^^^^^^^^ warning map-mode: "ExecutionType" belongs to a distributed Map.
      StartAt: B
      States: { B: { Type: Succeed } }
    Next: C
  C:
    Type: Map
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED }
      ^^^^^^^^^^^^^^^ error map-mode: A distributed Map needs "ExecutionType": "STANDARD" or "EXPRESS".
      StartAt: D
      States: { D: { Type: Succeed } }
    End: true
`);
  });

  it('readers', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    ItemReader: { Resource: "arn:aws:states:::s3:getObjects", ReaderConfig: { InputType: CVS, MaxItems: -1 } }
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error map-reader: "Resource" must be one of arn:aws:states:::s3:getObject, arn:aws:states:::s3:listObjectsV2.
                                                                                         ^^^ error field-value: "InputType" must be "CSV", "JSON", "JSONL", "PARQUET" or "MANIFEST".
                                                                                                        ^^ error field-range: "MaxItems" must lie between 0 and 100000000.
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: X, States: { X: { Type: Succeed } } }
    Next: B
  B:
    Type: Map
    ItemReader: { Resource: "arn:aws:states:::s3:getObject", Parameters: { Bucket: b, Key: k } }
    ^^^^^^^^^^ error map-reader: "InputType" is needed to read an object of S3.
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Y, States: { Y: { Type: Succeed } } }
    Next: C
  C:
    Type: Map
    ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: CSV, CSVHeaderLocation: GIVEN, MaxItems: 1, MaxItemsPath: $.a } }
                                                             ^^^^^^^^^^^^ error map-reader: "CSVHeaders" is needed with "CSVHeaderLocation": "GIVEN".
                                                                                                                                    ^^^^^^^^^^^^ error field-exclusive: Only one of "MaxItems" or "MaxItemsPath" may be given.
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Z, States: { Z: { Type: Succeed } } }
    Next: D
  D:
    Type: Map
    ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: JSON, CSVHeaders: [a], ItemPointer: /a } }
                                                                                              ^^^^^^^^^^ error map-reader: "CSVHeaders" only belongs to the "InputType" CSV.
                                                                                                               ^^^^^^^^^^^ error field-unknown: "ReaderConfig" has no field "ItemPointer". Did you mean "ItemsPointer"?
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: W, States: { W: { Type: Succeed } } }
    End: true
`);
  });

  it('batches and results', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    ItemBatcher: { BatchInput: { a.$: $.a. } }
    ^^^^^^^^^^^ error map-batcher: "ItemBatcher" needs a limit: "MaxItemsPerBatch" or "MaxInputBytesPerBatch".
                                         ^ error path-syntax: A name is missing after the dot.
    ResultWriter: { Resource: "arn:aws:states:::s3:putObject" }
    ^^^^^^^^^^^^ error map-writer: "ResultWriter" needs "Resource" with where to write, or "WriterConfig".
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: X, States: { X: { Type: Succeed } } }
    Next: B
  B:
    Type: Map
    ItemBatcher: { MaxItemsPerBatch: 0, MaxInputBytesPerBatch: 300000 }
                                     ^ error field-range: "MaxItemsPerBatch" must lie between 1 and 100000000.
                                                               ^^^^^^ error field-range: "MaxInputBytesPerBatch" must lie between 1 and 262144.
    ResultWriter: { WriterConfig: { Transformation: FLAT, OutputType: JSON } }
                                                    ^^^^ error field-value: "Transformation" must be "NONE", "COMPACT" or "FLATTEN".
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Y, States: { Y: { Type: Succeed } } }
    End: true
`);
  });

  it('labels', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    Label: "a:b"
           ^^^^^ error map-label: "Label" cannot hold ":".
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: W, States: { W: { Type: Succeed } } }
    Next: B
  B:
    Type: Map
    Label: ""
           ^^ error map-label: "Label" cannot be empty.
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: X, States: { X: { Type: Succeed } } }
    Next: C
  C:
    Type: Map
    Label: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error map-label: "Label" has at most 40 characters; this one has 41.
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Y, States: { Y: { Type: Succeed } } }
    Next: D
  D:
    Type: Map
    Label: a-b
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Z, States: { Z: { Type: Succeed } } }
    Next: E
  E:
    Type: Map
    Label: a-b
           ^^^ error map-label: Another Map has the label "a-b".
    ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: V, States: { V: { Type: Succeed } } }
    End: true
`);
  });

  it('old names and numbers', () => {
    checkHints(`
StartAt: A
States:
  A:
    Type: Map
    Parameters: { a.$: $$.Map.Item.Value }
    ^^^^^^^^^^ info field-deprecated: "Parameters" is the old name of "ItemSelector".
    MaxConcurrency: -1
                    ^^ error field-range: "MaxConcurrency" must be at least 0.
    Iterator: { StartAt: B, States: { B: { Type: Succeed } } }
    ^^^^^^^^ info field-deprecated: "Iterator" is the old name of "ItemProcessor".
    End: true
`);
  });
});
