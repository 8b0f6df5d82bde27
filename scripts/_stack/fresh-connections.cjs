// Loaded into the emulators' process. The Functions emulator reuses connections to its Python workers, which close an
// idle one after two seconds: a request sent in that very moment is lost, and the emulator kills the worker for it.
const http = require("node:http");

http.globalAgent = new http.Agent({ keepAlive: false });
