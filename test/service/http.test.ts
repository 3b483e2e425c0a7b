// The door: what gets in, and how requests that cannot be answered are refused.
import assert from 'node:assert/strict';
import http from 'node:http';
import { type Listening, listen, Service } from '../../service/index.ts';

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: { readonly __type?: string; readonly message?: string };
}

describe('HTTP', () => {
  let listening: Listening;
  before(async () => {
    listening = await listen(new Service(), { host: '127.0.0.1', port: 0 });
  });
  after(() => listening.close());

  function post(body: string, headers: Record<string, string> = {}, path = '/'): Promise<Answer> {
    const target = { 'X-Amz-Target': 'AWSStepFunctions.ListStateMachines' };
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', agent: false, headers: { ...target, ...headers } };
      const request = http.request(`${listening.url}${path}`, options, async response => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  it('answers AWS JSON 1.0', async () => {
    const { status, headers, body } = await post('{}');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'application/x-amz-json-1.0');
    assert.match(String(headers['x-amzn-requestid']), /^[0-9a-f-]{36}$/);
    assert.deepEqual(body, { stateMachines: [] });
  });

  it('refuses requests of web pages', async () => {
    assert.equal((await post('{}', { Origin: 'http://localhost:3000' })).status, 403);
  });

  it('refuses a foreign host, and takes what SDKs put before ours', async () => {
    assert.equal((await post('{}', { Host: 'example.com' })).status, 403);
    assert.equal((await post('{}', { Host: 'sync-localhost:8083' })).status, 200);
  });

  it('says what is wrong with a body that is not JSON', async () => {
    const { status, body } = await post('{');
    assert.equal(status, 400);
    assert.equal(body.__type, 'SerializationException');
  });

  it('knows no other operation and no other path', async () => {
    const unknown = await post('{}', { 'X-Amz-Target': 'AWSStepFunctions.toString' });
    assert.equal(unknown.body.__type, 'UnknownOperationException');
    assert.equal((await post('{}', {}, '/elsewhere')).status, 404);
  });

  it('refuses a body that is larger than any request', async () => {
    const { body } = await post(`{"definition": "${'a'.repeat(5 * 1024 * 1024)}"}`);
    assert.equal(body.__type, 'SerializationException');
  });
});
