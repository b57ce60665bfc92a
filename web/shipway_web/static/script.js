// Makes the page smoother; without it everything still works, by whole pages.
"use strict"
{
  const one = (query, root = document) => root.querySelector(query)
  let timer

  const watch = () => {
    clearTimeout(timer)
    const url = one("#result")?.dataset.poll
    if (url) timer = setTimeout(() => fetch(url).then(take, watch), 500)
  }

  const take = async answer => {
    const next = new DOMParser().parseFromString(await answer.text(), "text/html")
    const result = one("#result", next)
    if (!result || !one("#result")) return location.assign(answer.url)
    const old = one("#result")
    if (old.outerHTML !== result.outerHTML) old.replaceWith(result)
    const form = one("#form", next)
    if (form) {
      const id = document.activeElement.id
      one("#form").replaceWith(form)
      document.title = next.title
      if (answer.redirected) history.replaceState(null, "", answer.url)
      const target = one("[aria-invalid]") || document.getElementById(id)
      target?.focus()
    }
    one("[autofocus]", result)?.focus()
    watch()
  }

  addEventListener("submit", async event => {
    const form = event.target
    // Attributes, because a parameter named "action" hides the form's own property.
    const asked = name => form.getAttribute(name)
    if (asked("method") !== "post" || !one("#result")) return
    event.preventDefault()
    clearTimeout(timer)
    let body = new FormData(form, event.submitter)
    if (!asked("enctype")) body = new URLSearchParams(body)
    event.submitter && (event.submitter.disabled = true)
    one("#result").setAttribute("aria-busy", "true")
    try {
      await take(await fetch(asked("action"), { method: "POST", body }))
      if (asked("id") && !one("[aria-invalid]")) one("#result").scrollIntoView({ block: "nearest" })
    } catch {
      const state = document.createElement("p")
      state.className = "state flag"
      state.textContent = "The site did not answer. Your inputs are still here: try again."
      one("#result").prepend(state)
      event.submitter && (event.submitter.disabled = false)
    }
  })

  addEventListener("change", ({ target }) => {
    const drop = target.closest(".drop")
    if (drop) {
      const size = [...target.files].reduce((sum, file) => sum + file.size, 0)
      const names = target.files.length > 3 ? `${target.files.length} files` : [...target.files].map(file => file.name).join(", ")
      const said = size < 1e3 ? `${size} bytes` : size < 1e6 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(1)} MB`
      one("output", drop).value = names && `${names}, ${said}`
    }
    const none = target.type === "color" && one("[type=checkbox]", target.closest(".f"))
    if (none) none.checked = false
  })

  for (const kind of ["dragover", "dragleave", "drop"])
    addEventListener(kind, event => event.target.closest?.(".drop")?.classList.toggle("over", kind === "dragover"))

  document.documentElement.classList.add("js")
  watch()
}
