import { greeting } from "./greeting.ts";

document.querySelector("h1")!.textContent = greeting(new Date().getHours());
