'use strict';

// Starts s3rver: node server.js FOLDER_WITH_NODE_MODULES DATA_FOLDER PORT
//
// S3 shows an object whole or not at all. s3rver answers a write before its file is closed, reads a file while it is being
// written, and dies where a folder goes between its making and its use. Here it does one thing with its files at a time.

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { Readable } = require('stream');

const [modules, directory, port] = process.argv.slice(2);
const home = path.join(modules, 'node_modules', 's3rver');
const S3rver = require(home);
const { prototype } = require(path.join(home, 'lib', 'stores', 'filesystem'));

// It hides where a list goes on by DES, which today's OpenSSL does not have.
const twice = bytes => Buffer.concat([bytes, bytes]);
for (const name of ['createCipheriv', 'createDecipheriv']) {
  const make = crypto[name];
  crypto[name] = (algorithm, key, iv, options) =>
    algorithm === 'des' ? make('aes-128-cbc', twice(key), twice(iv)) : make(algorithm, key, iv, options);
}

let last = Promise.resolve();
const alone = work => (last = last.then(work, work));

async function toBuffer(content) {
  const chunks = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

prototype.putObject = async function putObject(object) {
  const content = Buffer.isBuffer(object.content) ? object.content : await toBuffer(object.content);
  const file = this.getResourcePath(object.bucket, object.key, 'object');
  const md5 = crypto.createHash('md5').update(content).digest('hex');
  return alone(async () => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    await this.putMetadata(object.bucket, object.key, object.metadata, md5);
    return { size: content.length, md5 };
  });
};

const { getObject, deleteObject, listObjects } = prototype;
prototype.getObject = function getWholeObject(...question) {
  return alone(async () => {
    const object = await getObject.apply(this, question);
    if (object && object.content) {
      object.content = Readable.from([await toBuffer(object.content)]);
    }
    return object;
  });
};
prototype.deleteObject = function deleteObjectAlone(...question) {
  return alone(() => deleteObject.apply(this, question));
};
prototype.listObjects = function listObjectsAlone(...question) {
  return alone(() => listObjects.apply(this, question));
};

new S3rver({ address: '127.0.0.1', port: Number(port), silent: true, directory }).run();
