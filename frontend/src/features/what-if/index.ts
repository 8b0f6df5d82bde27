export { WhatIfBoard } from "./components/what-if-board";
