// stepthrough serve: the Step Functions API on this machine. Runs until it is told to stop.
import fs from 'node:fs';
import process from 'node:process';
import { reason } from '../../host/index.ts';
import type { LogEvent } from '../../interpreter/index.ts';
import { type Listening, listen, Service, type ServiceOptions, Store, StoreFault } from '../../service/index.ts';
import { type Command, type CommandResult, readArguments, UsageError } from '../command.ts';
import { describeFault } from '../fault.ts';
import { storeFrom } from '../store.ts';

/** The port of Step Functions Local. */
const DEFAULT_PORT = 8083;

export const serve: Command = async args => {
  // The only way there is; accepted so that scripts can say so.
  const words = args.filter(arg => arg !== '--in-memory');
  const { positional, options } = readArguments(words, ['port', 'host', 'data', 's3', 'log-events']);
  if (positional.length > 0) throw new UsageError(`serve takes no "${positional[0]}", only options.`);
  if (options.data !== undefined && words.length < args.length)
    throw new UsageError('serve is either --in-memory or keeps --data.');
  const host = readHost(options.host);
  const { LAMBDA_ENDPOINT: lambda, SFN_MOCK_CONFIG: mockFile } = process.env;
  const sqs = process.env['SQS_ENDPOINT'] || process.env['AWS_ENDPOINT_URL_SQS'];
  const objects = storeFrom(options.s3);
  const service = createService(options.data, store => ({
    ...(lambda && { lambdaEndpoint: readEndpoint('LAMBDA_ENDPOINT', lambda) }),
    ...(sqs && { sqsEndpoint: readEndpoint('SQS_ENDPOINT', sqs) }),
    ...(mockFile && { mockFile }),
    ...(objects && { objects }),
    ...(store && { store }),
    log: logTo(options['log-events']),
    report: (where, fault) => {
      const text = isStoreFault(fault) ? fault.message : describeFault(where, fault);
      process.stderr.write(`stepthrough: ${text}\n`);
    },
  }));
  const listening = await listenOn(service, host, readPort(options.port));
  process.stdout.write(`Listening on ${listening.url}\n`);
  return untilStopped(listening);
};

// What is wrong with the folder is told like any other word of the call.
function createService(folder: string | undefined, options: (store: Store | undefined) => ServiceOptions): Service {
  let store: Store | undefined;
  try {
    store = folder === undefined ? undefined : new Store(folder);
    return new Service(options(store));
  } catch (error) {
    store?.close();
    if (isStoreFault(error)) throw new UsageError(error.message);
    throw error;
  }
}

function isStoreFault(error: unknown): error is StoreFault {
  return error instanceof StoreFault;
}

/** One JSON object a line, as CloudWatch Logs would have it. */
function logTo(file: string | undefined): ((events: readonly LogEvent[]) => void) | undefined {
  if (file === undefined) return undefined;
  const append = (text: string) => fs.appendFileSync(file, text);
  try {
    append('');
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${reason(error)}.`);
  }
  return events => append(events.map(event => `${JSON.stringify(event)}\n`).join(''));
}

async function listenOn(service: Service, host: string, port: number): Promise<Listening> {
  try {
    return await listen(service, { host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'EADDRINUSE' ? 'something listens there already' : reason(error);
    throw new UsageError(`Cannot listen on ${host}:${port}: ${why}.`);
  }
}

function untilStopped(listening: Listening): Promise<CommandResult> {
  return new Promise(resolve => {
    const stop = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      void listening.close().then(() => resolve({ exit: 0 }));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

function readPort(option: string | undefined): number {
  const port = option === undefined ? DEFAULT_PORT : Number(option);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port is a number from 0 to 65535, not "${option}".`);
  }
  return port;
}

// Whoever reaches the service can run definitions: it is not for other machines.
function readHost(option = '127.0.0.1'): string {
  if (/^(127(\.\d{1,3}){3}|::1|localhost)$/.test(option)) return option;
  throw new UsageError(`--host is an address of this machine, such as 127.0.0.1, not "${option}".`);
}

function readEndpoint(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new UsageError(`${name} is a URL such as http://127.0.0.1:9001, not "${text}".`);
}
