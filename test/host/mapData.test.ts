// What a distributed Map reads and writes: CSV, JSON, JSON Lines and Parquet with their oddities, listings and manifests, result
// files. A folder stands in for S3.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { createMapData, findStore, type ReadCommand, type WriteCommand } from '../../host/index.ts';
import {
  type ItemsPage,
  printValue,
  type ReadRequest,
  type ResultEntry,
  type StateCode,
  type Value,
} from '../../interpreter/index.ts';

type Config = Omit<ReadRequest, 'action' | 'arguments'>;

const folders: string[] = [];

/** A folder with these objects in the bucket `b`. */
function bucketOf(objects: Readonly<Record<string, string | Buffer>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-s3-'));
  folders.push(folder);
  fs.mkdirSync(path.join(folder, 'b'));
  for (const [key, body] of Object.entries(objects)) {
    const file = path.join(folder, 'b', key);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, body);
  }
  return folder;
}

function dataIn(folder: string) {
  const { store, problem } = findStore(folder, {});
  assert.ok(store, problem);
  return createMapData(store);
}

// The reader looks at nothing of the state.
const state = {} as StateCode;

/** All items, or why there are none. */
async function read(folder: string, request: ReadRequest, skip = 0): Promise<readonly Value[] | string> {
  const data = dataIn(folder);
  const items: Value[] = [];
  for (;;) {
    const command: ReadCommand = { kind: 'readItems', id: 1, state, request, skip };
    const page = await new Promise<ItemsPage>(resolve => data.read(command, resolve));
    if (page.kind === 'failed') {
      assert.equal(page.failure.error, 'States.ItemReaderFailed');
      return page.failure.cause ?? '';
    }
    items.push(...page.items.map(({ key, value }) => (key === undefined ? value : { [key]: value })));
    if (page.isLast) return items;
  }
}

function readObject(body: string | Buffer, config: Config) {
  return read(bucketOf({ k: body }), { action: 'getObject', arguments: { Bucket: 'b', Key: 'k' }, ...config });
}

const CSV = { inputType: 'CSV', csvHeaderLocation: 'FIRST_ROW' } as const;

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

describe('CSV', () => {
  it('has a header and rows, with any line ends and none at the end', async () => {
    assert.deepEqual(await readObject('a,b\r\n1,2\n3,4\r5,6', CSV), [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
      { a: '5', b: '6' },
    ]);
  });

  it('quoted fields hold delimiters, line ends and doubled quotes', async () => {
    assert.deepEqual(await readObject('a,b\n"1,\r\n2","say ""hi"""\n"",x\n', CSV), [
      { a: '1,\r\n2', b: 'say "hi"' },
      { a: '', b: 'x' },
    ]);
  });

  it('a quote inside of a field is just a quote', async () => {
    assert.deepEqual(await readObject('a,b\n5" pipe,x\n', CSV), [{ a: '5" pipe', b: 'x' }]);
  });

  it('a backslash keeps the next sign from meaning anything', async () => {
    assert.deepEqual(await readObject('a,b\n1\\,2,\\"x\\\\\\n\n', CSV), [{ a: '1,2', b: '"x\\n' }]);
  });

  it('missing values are empty, surplus ones left out, empty lines no rows, a byte order mark no letter', async () => {
    assert.deepEqual(await readObject('\ufeffa,b\n\n1\n1,2,3\n\r\n  \n', CSV), [
      { a: '1', b: '' },
      { a: '1', b: '2' },
      { a: '  ', b: '' },
    ]);
  });

  it('takes other delimiters and given headers', async () => {
    const given = { inputType: 'CSV', csvHeaderLocation: 'GIVEN', csvHeaders: ['x', 'y'] };
    assert.deepEqual(await readObject('1\t2\n', { ...given, csvDelimiter: 'TAB' }), [{ x: '1', y: '2' }]);
    assert.deepEqual(await readObject('1|2\n', { ...given, csvDelimiter: 'PIPE' }), [{ x: '1', y: '2' }]);
    assert.deepEqual(await readObject('1;2\n', { ...given, csvDelimiter: 'SEMICOLON' }), [{ x: '1', y: '2' }]);
    assert.deepEqual(await readObject('1 2\n', { ...given, csvDelimiter: 'SPACE' }), [{ x: '1', y: '2' }]);
  });

  it('headers must differ; a file without any has no items', async () => {
    assert.equal(await readObject('a,a\n1,2\n', CSV), 'CSV headers cannot contain duplicates.');
    assert.deepEqual(await readObject('', CSV), []);
  });

  it('stops at the greatest number of items; 0 is none', async () => {
    assert.deepEqual(await readObject('a\n1\n2\n3\n', { ...CSV, maxItems: 2 }), [{ a: '1' }, { a: '2' }]);
    assert.deepEqual(await readObject('a\n1\n', { ...CSV, maxItems: 0 }), [{ a: '1' }]);
  });

  it('comes without the items that are known, which count all the same', async () => {
    const request = { action: 'getObject', arguments: { Bucket: 'b', Key: 'k' }, ...CSV, maxItems: 3 } as const;
    assert.deepEqual(await read(bucketOf({ k: 'a\n1\n2\n3\n4\n' }), request, 2), [{ a: '3' }]);
  });

  it('comes in pieces that end anywhere', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `"é${i}","x ""${i}"""\r\n`);
    const items = await readObject(`n,t\r\n${rows.join('')}`, CSV);
    assert.equal(items.length, 20_000);
    assert.deepEqual(items.at(-1), { n: 'é19999', t: 'x "19999"' });
  });

  it('a quote that is never closed is told from where on', async () => {
    assert.equal(
      await readObject(`a\n1\n"${'x\n'.repeat(5_000_000)}`, CSV),
      'The row that begins at line 3 is larger than 8 MB. Is a closing quote missing?',
    );
  });

  it('may be packed', async () => {
    assert.deepEqual(await readObject(zlib.gzipSync('a\n1\n'), CSV), [{ a: '1' }]);
    assert.match(
      String(await readObject(Buffer.from([0x1f, 0x8b, 1, 2, 3]), CSV)),
      /^The file is compressed and cannot be unpacked: /,
    );
  });
});

describe('JSON', () => {
  const JSON_FILE = { inputType: 'JSON' } as const;

  it('is a list or an object', async () => {
    assert.deepEqual(await readObject(' [1, {"a": "],}"}, [2], "\\"," ] \n', JSON_FILE), [1, { a: '],}' }, [2], '",']);
    assert.deepEqual(await readObject('{"a": 1, "b": {"c": ","}}', JSON_FILE), [{ a: 1 }, { b: { c: ',' } }]);
    assert.deepEqual(await readObject('[]', JSON_FILE), []);
  });

  it('or a part of the file', async () => {
    const pointer = { ...JSON_FILE, itemsPointer: '/a~1b/0' };
    assert.deepEqual(await readObject('{"a/b": [[1, 2]]}', pointer), [1, 2]);
    assert.deepEqual(await readObject('{"a/b": [{"c": 3}]}', pointer), [{ c: 3 }]);
    assert.equal(await readObject('{"a": 1}', pointer), 'ItemsPointer "/a~1b/0" leads to nothing in the file.');
  });

  it('what is wrong with it is said in a sentence', async () => {
    assert.equal(await readObject('5', JSON_FILE), 'Attempting to map over non-iterable node.');
    assert.equal(await readObject('', JSON_FILE), 'The file is empty: a JSON list or object is expected.');
    assert.equal(await readObject('<a>', JSON_FILE), 'The file is not JSON: it begins with "<".');
    assert.equal(await readObject('[1', JSON_FILE), 'The file is not JSON: it ends before its list or object does.');
    assert.equal(await readObject('[1] 2', JSON_FILE), 'The file is not JSON: something follows its list or object.');
    assert.equal(await readObject('[1,]', JSON_FILE), 'The file is not JSON: item 1 is missing.');
    assert.equal(await readObject('[1}', JSON_FILE), 'The file is not JSON: "}" closes nothing.');
    assert.match(String(await readObject('[1, nope]', JSON_FILE)), /^Item 1 cannot be read\. This is not JSON: /);
  });
});

describe('JSON Lines', () => {
  it('has a value in each line that is not blank', async () => {
    assert.deepEqual(await readObject('{"a":1}\r\n\n[2]\n3', { inputType: 'JSONL' }), [{ a: 1 }, [2], 3]);
  });

  it('names the line that cannot be read', async () => {
    assert.match(
      String(await readObject('1\n\n{', { inputType: 'JSONL' })),
      /^Line 3 cannot be read\. This is not JSON: /,
    );
  });
});

describe('Parquet', () => {
  // Two row groups, packed with Snappy: name, age, big (64 bits), ok.
  const PEOPLE =
    'UEFSMRUGFSAVJFwVBBUAFQQVABUEFQAAAAMDDjQDAAAAQW5uAwAAAEJvYhUGFRQVGFwVBBUAFQQVABUEFQAAAAMDCBweAAAAKQAAABUGFSQVKFwVBBUAFQQVABUEFQAAAAMDEDwBAAAAAAAAAAIAAAAAAAAAFQYVBhUKXBUEFQAVBBUAFQQVAAAAAwMBAAEVBhUSFRZcFQIVABUCFQAVBBUAAAADAQcYAwAAAENpZBUGFQwVEFwVAhUAFQIVABUEFQAAAAMBBAw0AAAAFQYVFBUYXBUCFQAVAhUAFQQVAAAAAwEIHAEAAAAAACAAFQYVBBUGXBUCFQIVAhUAFQQVAAAAAwAAFQQZXEgEcm9vdBUIABUMJQIYBG5hbWUlAAAVAiUCGANhZ2UAFQQlAhgDYmlnABUAJQIYAm9rABYGGSwZTCYIHBUMGRUAGRgEbmFtZRUCFgQWShZOJgg8NgAoA0JvYhgDQW5uABkcFQYVABUCAAAAJlYcFQIZFQAZGANhZ2UVAhYEFj4WQiZWPDYAKAQpAAAAGAQeAAAAABkcFQYVABUCAAAAJpgBHBUEGRUAGRgDYmlnFQIWBBZOFlImmAE8NgAoCAIAAAAAAAAAGAgBAAAAAAAAAAAZHBUGFQAVAgAAACbqARwVABkVABkYAm9rFQIWBBYwFjQm6gE8NgAoAQEYAQAAGRwVBhUAFQIAAAAWhgIWBDaWAgAZTCaeAhwVDBkVABkYBG5hbWUVAhYCFjwWQCaeAjw2ACgDQ2lkGANDaWQAGRwVBhUAFQIAAAAm3gIcFQIZFQAZGANhZ2UVAhYCFjYWOibeAjw2ACgENAAAABgENAAAAAAZHBUGFQAVAgAAACaYAxwVBBkVABkYA2JpZxUCFgIWPhZCJpgDPDYAKAgBAAAAAAAgABgIAQAAAAAAIAAAGRwVBhUAFQIAAAAm2gMcFQAZFQAZGAJvaxUCFgIWLhYwJtoDPDYCABkcFQYVABUCAAAAFt4BFgI27AEAKAloeXBhcnF1ZXQZTBwAABwAABwAABwAAAAJAgAAUEFSMQ==';

  it('has rows in groups', async () => {
    const rows = await readObject(Buffer.from(PEOPLE, 'base64'), { inputType: 'PARQUET' });
    assert.deepEqual((rows as readonly Value[]).map(printValue), [
      '{"name":"Ann","age":30,"big":1,"ok":true}',
      '{"name":"Bob","age":41,"big":2,"ok":false}',
      '{"name":"Cid","age":52,"big":9007199254740993,"ok":null}',
    ]);
  });

  it('what is none is said to be none', async () => {
    assert.match(String(await readObject('a,b\n', { inputType: 'PARQUET' })), /^The file is not Parquet: /);
  });
});

describe('objects of a bucket', () => {
  const list = (config: Config = {}, prefix = 'in/') =>
    ({ action: 'listObjectsV2', arguments: { Bucket: 'b', Prefix: prefix }, ...config }) as const;

  it('are items by themselves', async () => {
    const items = await read(bucketOf({ 'in/b.txt': 'hi', 'in/a/c.txt': '', 'out.txt': '' }), list());
    assert.deepEqual(
      (items as { Key: string; Size: number; Etag: string; StorageClass: string }[]).map(item => [
        item.Key,
        item.Size,
        item.Etag,
        item.StorageClass,
      ]),
      [
        ['in/a/c.txt', 0, '"d41d8cd98f00b204e9800998ecf8427e"', 'STANDARD'],
        ['in/b.txt', 2, '"49f68a5c8493ec2c0bf489821c21fc3b"', 'STANDARD'],
      ],
    );
  });

  it('or what is in them', async () => {
    const folder = bucketOf({ 'in/1.jsonl': '1\n2\n', 'in/2.jsonl': '3', 'in/3.jsonl': '' });
    assert.deepEqual(await read(folder, list({ transformation: 'LOAD_AND_FLATTEN', inputType: 'JSONL' })), [1, 2, 3]);
  });

  it('are named by the manifest of an inventory, or of UNLOAD', async () => {
    const manifest = {
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key',
      files: [{ key: 'i.csv.gz' }],
      destinationBucket: 'arn:aws:s3:::b',
    };
    const folder = bucketOf({
      'manifest.json': JSON.stringify(manifest),
      'i.csv.gz': zlib.gzipSync('"b","x.txt"\n'),
      'unload.csv': 's3://b/part-0\ns3://b/part-1\n',
      'part-0': '1\n',
      'part-1': '2\n',
    });
    const inventory = { action: 'getObject', arguments: { Bucket: 'b', Key: 'manifest.json' } } as const;
    assert.deepEqual(await read(folder, { ...inventory, inputType: 'MANIFEST' }), [{ Bucket: 'b', Key: 'x.txt' }]);
    assert.deepEqual(await read(folder, { ...inventory, manifestType: 'S3_INVENTORY' }), [
      { Bucket: 'b', Key: 'x.txt' },
    ]);
    const unload = { action: 'getObject', arguments: { Bucket: 'b', Key: 'unload.csv' }, inputType: 'JSONL' } as const;
    assert.deepEqual(await read(folder, { ...unload, manifestType: 'ATHENA_DATA' }), [1, 2]);
  });

  it('that are not there are named', async () => {
    const folder = bucketOf({});
    const missing = { action: 'getObject', arguments: { Bucket: 'b', Key: '../b/k' }, inputType: 'JSON' } as const;
    assert.equal(await read(folder, missing), 'Cannot read s3://b/../b/k: The specified key does not exist.');
    const noBucket = { action: 'listObjectsV2', arguments: { Bucket: '..' } } as const;
    assert.equal(await read(folder, noBucket), 'Cannot read s3://..: The specified bucket does not exist');
  });
});

describe('a reader', () => {
  it('needs to know what to read', async () => {
    const folder = bucketOf({});
    const of = (args: Value) => read(folder, { action: 'getObject', arguments: args, inputType: 'CSV' });
    assert.equal(await of({ Key: 'k' }), 'The ItemReader needs a Bucket, as text.');
    assert.equal(await of({ Bucket: 'b', Key: 1 }), 'The ItemReader needs a Key, as text.');
  });
});

describe('result files', () => {
  const entry = (status: ResultEntry['status'], output?: Value): ResultEntry => ({
    status,
    input: { n: 1 },
    ...(output !== undefined && { output }),
    ...(status === 'FAILED' && { failure: { error: 'E', cause: 'why' } }),
    executionArn: 'arn:x',
    name: 'x',
    stateMachineArn: 'arn:m/L',
    startTime: 0,
    stopTime: 1000,
  });

  async function write(config: Partial<WriteCommand['request']>, entries: readonly ResultEntry[]) {
    const folder = bucketOf({});
    const data = dataIn(folder);
    const request = { bucket: 'b', prefix: 'p/u/', transformation: 'NONE', outputType: 'JSON', ...config } as const;
    const common = { kind: 'writeResults', id: 1, state, request, mapRunArn: 'arn:run', isRedriven: false } as const;
    const failure = await new Promise(resolve => {
      data.write({ ...common, entries: entries.slice(0, 1), isLast: false }, resolve);
      data.write({ ...common, entries: entries.slice(1), isLast: true }, resolve);
    });
    if (failure !== undefined) return failure;
    const under = path.join(folder, 'b/p/u');
    return Object.fromEntries(
      fs.readdirSync(under).map(name => [name, fs.readFileSync(path.join(under, name), 'utf8')]),
    );
  }

  it('stay when the writer is cancelled, and are gone on with after a redrive', async () => {
    const folder = bucketOf({});
    const data = dataIn(folder);
    const request = { bucket: 'b', prefix: 'p/u/', transformation: 'COMPACT', outputType: 'JSON' } as const;
    const common = { kind: 'writeResults', state, request, mapRunArn: 'arn:run' } as const;
    const first = [entry('SUCCEEDED', 1), entry('FAILED')];
    data.write({ ...common, id: 1, entries: first, isLast: false, isRedriven: false }, () => undefined);
    data.cancel(1);
    const again = [entry('SUCCEEDED', 2)];
    await new Promise<void>(resolve => {
      data.write({ ...common, id: 2, entries: again, isLast: true, isRedriven: true }, () => resolve());
    });
    const textOf = (name: string) => fs.readFileSync(path.join(folder, 'b/p/u', name), 'utf8');
    assert.deepEqual([textOf('SUCCEEDED_0.json'), textOf('SUCCEEDED_1.json')], ['[1]', '[2]']);
    const { ResultFiles } = JSON.parse(textOf('manifest.json'));
    assert.deepEqual(
      ResultFiles.SUCCEEDED.map(({ Key }: { Key: string }) => Key),
      ['p/u/SUCCEEDED_0.json', 'p/u/SUCCEEDED_1.json'],
    );
    assert.deepEqual(ResultFiles.FAILED, []);
  });

  it('tell of every child what DescribeExecution would', async () => {
    const files = (await write({}, [entry('SUCCEEDED', [1]), entry('FAILED'), entry('PENDING')])) as Record<
      string,
      string
    >;
    assert.deepEqual(Object.keys(files).sort(), [
      'FAILED_0.json',
      'PENDING_0.json',
      'SUCCEEDED_0.json',
      'manifest.json',
    ]);
    assert.deepEqual(JSON.parse(files['SUCCEEDED_0.json'] ?? ''), [
      {
        ExecutionArn: 'arn:x',
        Input: '{"n":1}',
        InputDetails: { Included: true },
        Name: 'x',
        Output: '[1]',
        OutputDetails: { Included: true },
        RedriveCount: 0,
        RedriveStatus: 'NOT_REDRIVABLE',
        RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
        StartDate: '1970-01-01T00:00:00.000Z',
        StateMachineArn: 'arn:m/L',
        Status: 'SUCCEEDED',
        StopDate: '1970-01-01T00:00:01.000Z',
      },
    ]);
    assert.equal(JSON.parse(files['FAILED_0.json'] ?? '')[0].Cause, 'why');
    const { ResultFiles, ...rest } = JSON.parse(files['manifest.json'] ?? '');
    assert.deepEqual(rest, { DestinationBucket: 'b', MapRunArn: 'arn:run' });
    assert.deepEqual(ResultFiles.SUCCEEDED, [{ Key: 'p/u/SUCCEEDED_0.json', Size: files['SUCCEEDED_0.json']?.length }]);
  });

  it('or only of the outputs', async () => {
    const entries = [entry('SUCCEEDED', [1, 2]), entry('SUCCEEDED', 3)];
    const compact = (await write({ transformation: 'COMPACT' }, entries)) as Record<string, string>;
    assert.equal(compact['SUCCEEDED_0.json'], '[[1,2],3]');
    const flat = (await write({ transformation: 'FLATTEN', outputType: 'JSONL' }, entries)) as Record<string, string>;
    assert.equal(flat['SUCCEEDED_0.jsonl'], '1\n2\n3\n');
  });

  it('that cannot be written fail the Map', async () => {
    assert.deepEqual(await write({ bucket: 'none' }, [entry('SUCCEEDED', 1)]), {
      error: 'States.ResultWriterFailed',
      cause: 'Cannot write the results to s3://none/p/u/: The specified bucket does not exist',
    });
  });
});

describe('the stand-in for S3', () => {
  it('is a folder or an address of this machine', () => {
    assert.equal(findStore('/nowhere', {}).problem, '/nowhere is not a folder. It needs a folder for each bucket.');
    assert.equal(
      findStore(undefined, { S3_ENDPOINT: 'https://s3.amazonaws.com' }).problem,
      'S3_ENDPOINT is an address of this machine such as http://127.0.0.1:9000, not "https://s3.amazonaws.com".',
    );
    assert.ok(findStore(undefined, { S3_ENDPOINT: 'http://localhost:9000' }).store);
    assert.deepEqual(findStore(undefined, {}), { store: undefined });
  });
});
