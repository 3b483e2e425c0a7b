// Stands in for the native logger, so that nothing has to be compiled: appends lines to the log file, never rotates.
// The server reads named exports from this module, which Node only finds in assignments to `exports`.
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const INFO = LEVELS.indexOf('info');

class Logger {
  constructor(_kind, _name, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.file = file;
    this.level = INFO;
    this.bare = false;
  }

  write(level, message) {
    if (level < this.level) return;
    const line = this.bare ? String(message) : `${new Date().toISOString()} [${LEVELS[level]}] ${message}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      // The data folder is removed while the server is still ending; a lost last line does not matter.
    }
  }

  trace(message) {
    this.write(0, message);
  }

  debug(message) {
    this.write(1, message);
  }

  info(message) {
    this.write(2, message);
  }

  warn(message) {
    this.write(3, message);
  }

  error(message) {
    this.write(4, message);
  }

  critical(message) {
    this.write(5, message);
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.bare = true;
  }

  setPattern() {
    // Lines have one pattern.
  }

  flush() {
    // Lines are written at once.
  }

  drop() {
    // No file is held open.
  }
}

const createLogger = async (name, file) => new Logger('rotating', name, file);

exports.version = 'shim';
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
