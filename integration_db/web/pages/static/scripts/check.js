// A list that is checked: dropped onto the page, told how far it is, and handed over as files.
"use strict";

{
  let sentList = null; // what was sent last, to be sent again for a file
  let asking = null; // what ends the question that is being asked

  // What a form sends, and what is wanted of it.
  function wantedOf(form, wanted) {
    const data = new FormData(form);
    data.set("as", wanted);
    return data;
  }

  function going(form) {
    let place = form.querySelector(".going");
    if (!place) {
      place = document.createElement("div");
      place.className = "going";
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", "How far the list is");
      const words = document.createElement("span");
      words.setAttribute("role", "status");
      const stop = document.createElement("button");
      stop.type = "button";
      stop.textContent = "Stop";
      stop.addEventListener("click", () => asking?.abort());
      place.append(bar, words, stop);
      form.append(place);
    }
    return (words, done, of) => {
      const bar = place.querySelector("progress");
      if (of) {
        bar.max = of;
        bar.value = done;
      } else bar.removeAttribute("value");
      place.querySelector("span").textContent = words;
    };
  }

  // Send a form, telling how much of it is sent; the answer is read as it comes.
  function send(form, data, tell) {
    const request = new XMLHttpRequest();
    return new Promise((resolve, reject) => {
      let read = 0;
      request.open("POST", form.getAttribute("action"));
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) tell("The list is being sent.", event.loaded, event.total);
      });
      request.upload.addEventListener("load", () => tell("The list is being read."));
      request.addEventListener("progress", () => {
        const kind = request.getResponseHeader("content-type") ?? "";
        if (!kind.startsWith("application/x-ndjson")) return;
        const end = request.responseText.lastIndexOf("\n") + 1;
        const lines = request.responseText.slice(read, end).split("\n").filter(Boolean);
        read = end;
        const steps = lines.map((line) => JSON.parse(line)).filter((step) => step.of);
        const last = steps.at(-1);
        if (last) tell(`${last.done} of ${last.of} lines are answered.`, last.done, last.of);
      });
      request.addEventListener("load", () => resolve(request));
      request.addEventListener("error", () => reject(new Error("The server was not reached.")));
      request.addEventListener("abort", () => reject(new DOMException("Stopped.", "AbortError")));
      request.send(data);
      asking = request;
    });
  }

  // The page of an answer in steps; the answer itself where it is another page.
  function pageOf(request) {
    const kind = request.getResponseHeader("content-type") ?? "";
    if (!kind.startsWith("application/x-ndjson")) return request.responseText;
    const last = JSON.parse(request.responseText.trimEnd().split("\n").at(-1));
    if (last.page) return last.page;
    throw new Error(last.detail ? last.detail + "." : "The answer broke off.");
  }

  // Put the main part of another page in place; a file that was chosen stays chosen.
  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const chosen = document.querySelector("#main #file")?.files;
    const sheets = page.querySelectorAll("head link[rel=stylesheet]");
    for (const sheet of sheets) {
      const known = [...document.styleSheets].some((one) => one.href?.endsWith(sheet.getAttribute("href")));
      if (!known) document.head.append(document.importNode(sheet));
    }
    const main = document.getElementById("main");
    const next = document.importNode(page.getElementById("main"), true);
    main.replaceWith(next);
    document.title = page.title;
    const file = next.querySelector("#file");
    if (file && chosen?.length) file.files = chosen;
    watch(next);
    return main;
  }

  async function check(form) {
    sentList = new FormData(form);
    const tell = going(form);
    const buttons = [...form.querySelectorAll(".send button")];
    buttons.forEach((button) => (button.disabled = true));
    const before = document.title;
    tell("The list is being sent.");
    try {
      const text = pageOf(await send(form, wantedOf(form, "steps"), tell));
      form.querySelector(".going").remove();
      buttons.forEach((button) => (button.disabled = false));
      const old = show(text);
      scrollTo(0, 0);
      if (document.querySelector("#main .report")) {
        history.pushState({ report: true }, "");
        const back = () => {
          document.getElementById("main").replaceWith(old);
          document.title = before;
        };
        addEventListener("popstate", back, { once: true });
        document.querySelector("#main h1").tabIndex = -1;
        document.querySelector("#main h1").focus();
      } else document.querySelector("#main [aria-invalid]")?.focus();
    } catch (error) {
      buttons.forEach((button) => (button.disabled = false));
      form.querySelector(".going progress").remove();
      form.querySelector(".going button").remove();
      form.querySelector(".going span").textContent =
        error.name === "AbortError" ? "Stopped. Nothing was kept." : error.message;
      form.querySelector(".going").className = "hint going";
    } finally {
      asking = null;
    }
  }

  // A file of the report, or its address: the list is sent once more.
  async function handOver(form, wanted) {
    const said = form.querySelector(".said");
    const data = new FormData(form);
    for (const name of ["list", "file", "means", "headings"]) {
      data.delete(name);
      for (const value of sentList.getAll(name)) data.append(name, value);
    }
    data.set("as", wanted);
    said.textContent = "It is being made.";
    const response = await fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(() => null);
    if (!response) {
      said.textContent = "The server was not reached.";
      return;
    }
    if (response.redirected) {
      location.assign(response.url);
      return;
    }
    const named = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "");
    if (!named) {
      show(await response.text());
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = named[1];
    link.click();
    URL.revokeObjectURL(link.href);
    said.textContent = `${named[1]} was saved.`;
  }

  // Files are dropped anywhere onto the form.
  function takeDrops(form) {
    const file = form.querySelector("input[type=file]");
    const has = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    form.addEventListener("dragover", (event) => {
      if (!has(event)) return;
      event.preventDefault();
      form.classList.add("dropping");
    });
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      if (!has(event)) return;
      event.preventDefault();
      form.classList.remove("dropping");
      if (event.dataTransfer.files.length > 1) {
        going(form)("One list at a time: drop one file.");
        form.querySelector(".going progress").remove();
        form.querySelector(".going button").remove();
        return;
      }
      file.files = event.dataTransfer.files;
    });
  }

  function watch(main) {
    const form = main.querySelector("form[data-check]");
    if (form) {
      takeDrops(form);
      form.addEventListener("submit", (event) => {
        if (event.submitter?.name === "as") return; // a file, or an address: the browser's own way
        event.preventDefault();
        check(form);
      });
    }
    const again = main.querySelector("form#again");
    if (again && sentList) {
      again.addEventListener("submit", (event) => {
        event.preventDefault();
        handOver(again, event.submitter.value);
      });
      main.querySelector("[data-back]")?.addEventListener("click", (event) => {
        event.preventDefault();
        history.back();
      });
    }
  }

  watch(document.getElementById("main"));
}
