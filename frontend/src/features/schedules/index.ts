export { ScheduleBoard } from "./components/schedule-board";
