// Drawings: icons by type and service, and path data that is moved instead of transformed.
import assert from 'node:assert/strict';
import { iconOf, MARK_ICONS, movedPath, svgPicture } from '../../graph/model/index.ts';
import { taskCallOf } from '../../graph/model/services.ts';
import { graphOf, layoutOf } from './checkGraph.ts';

describe('The icon of a state', () => {
  const task = (resource: string) =>
    `{ StartAt: A, States: { A: { Type: Task, Resource: '${resource}', End: true } } }`;
  const familyOf = (resource: string) => {
    const [, node] = graphOf(task(resource)).nodes;
    return node?.kind === 'state' ? node.family : undefined;
  };

  it('goes by the service a Task calls, however it is called', () => {
    const families = {
      'arn:aws:states:::lambda:invoke': 'function',
      'arn:aws:lambda:eu-west-1:123456789012:function:pay': 'function',
      'arn:aws-cn:states:::aws-sdk:s3:getObject': 'storage',
      'arn:aws:states:::aws-sdk:DynamoDB:getItem': 'database',
      'arn:aws:states:::states:startExecution.sync:2': 'machine',
      'arn:aws:states:eu-west-1:123456789012:activity:approve': 'activity',
      'arn:aws:states:::aws-sdk:gamelift:createFleet': undefined,
      'not an arn': undefined,
    };
    for (const [resource, family] of Object.entries(families)) assert.equal(familyOf(resource), family, resource);
  });

  it('is that of any Task where the service is not known', () => {
    assert.notEqual(iconOf({ type: 'Task', family: 'queue' }), iconOf({ type: 'Task' }));
  });

  it('is in pictures as well', () => {
    const picture = svgPicture(layoutOf(task('arn:aws:states:::sqs:sendMessage'), 'down'), 'x');
    assert.ok(picture.includes(iconOf({ type: 'Task', family: 'queue' })));
  });

  it('comes with the name as the service writes it', () => {
    assert.deepEqual(taskCallOf('arn:aws:states:::dynamodb:putItem.waitForTaskToken'), {
      service: 'dynamodb',
      serviceName: 'DynamoDB',
      family: 'database',
      action: 'putItem',
      waits: 'token',
    });
  });
});

describe('What a Lambda task says it does', () => {
  const detailOf = (parameters: string) => {
    const text = `
      StartAt: A
      States:
        A: { Type: Task, Resource: 'arn:aws:states:::lambda:invoke', ${parameters} End: true }
    `;
    const [, node] = graphOf(text).nodes;
    return node?.kind === 'state' ? node.detail : undefined;
  };

  it('is the function, by its name', () => {
    assert.equal(detailOf('Parameters: { FunctionName: pay },'), 'Lambda pay');
    assert.equal(
      detailOf("Arguments: { FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:pay:$LATEST' },"),
      'Lambda pay',
    );
  });
  it('is the call where the name is computed', () => {
    assert.equal(detailOf("Arguments: { FunctionName: '{% $name %}' },"), 'Lambda invoke');
    assert.equal(detailOf("Parameters: { 'FunctionName.$': $.name },"), 'Lambda invoke');
    assert.equal(detailOf(''), 'Lambda invoke');
  });
});

describe('A moved path', () => {
  const checkMoved = (path: string, expected: string, to = { x: 10, y: 100, scale: 2 }) =>
    assert.equal(movedPath(path, to), expected);

  it('has its places moved and its lengths scaled', () => checkMoved('M1 2l3 4L5 6Z', 'M12 104l6 8L20 112Z'));
  it('knows which way H and V go', () => checkMoved('M1 1H2V3h4v5', 'M12 102H14V106h8v10'));
  it('leaves the angle and the flags of arcs', () => {
    checkMoved('M0 0A3 4 30 0 1 5 6', 'M10 100A6 8 30 0 1 20 112');
    checkMoved('M0 0a3 4 30 015-6', 'M10 100a6 8 30 0 1 10 -12');
  });
  it('reads numbers without blanks', () => checkMoved('M.5-.5C1-2 3-4 5-6', 'M11 99C12 96 16 92 20 88'));
  it('is the same path where nothing changes', () => {
    for (const path of Object.values(MARK_ICONS)) {
      const once = movedPath(path, { x: 0, y: 0 });
      assert.equal(movedPath(once, { x: 0, y: 0 }), once);
      assert.ok(!/NaN/.test(once));
    }
  });
});
