#!/bin/sh
# Puts the public pages onto a host of static files, such as GitHub Pages: from cron, after the runs of deploy/crontab:
#   */10 * * * * /srv/watcher/deploy/publish-pages.sh git /srv/watcher-site git@github.com:NAME/NAME.github.io.git
#   */10 * * * * /srv/watcher/deploy/publish-pages.sh rsync /srv/watcher-site pages@host.example:/var/www/watcher/
# `git` needs a deploy key that may write to that repository; its branch `main` then holds the site as it is now and
# nothing of how it was. Nothing is sent where nothing has changed.
set -eu
if [ $# -ne 3 ]; then
  echo "usage: $0 git|rsync FOLDER TARGET" >&2
  exit 2
fi
how=$1 folder=$2 target=$3
if [ ! -f "$folder/index.html" ]; then
  echo "$0: $folder holds no site yet: run .venv/bin/watcher site first" >&2
  exit 2
fi

case $how in
git)
  # The repository lies beside the folder; what the watcher keeps there for itself (.watcher-...) stays at home.
  repository=$folder.git
  pages() { git --git-dir="$repository" --work-tree="$folder" "$@"; }
  [ -d "$repository" ] || git init --quiet --bare --initial-branch=main "$repository"
  pages add --all -- . ':(exclude).*'
  empty=$(pages hash-object -w --stdin < /dev/null)
  pages update-index --add --cacheinfo "100644,$empty,.nojekyll"
  now=$(pages write-tree)
  if [ "$(cat "$repository/published" 2> /dev/null)" = "$now $target" ]; then
    exit 0
  fi
  commit=$(pages -c user.name=watcher -c user.email=watcher@localhost commit-tree "$now" -m "The pages as they are now")
  pages push --quiet --force "$target" "$commit:refs/heads/main"
  echo "$now $target" > "$repository/published"
  ;;
rsync)
  # Pages that lead somewhere come after what they lead to, and what is gone goes last.
  rsync --archive --delay-updates --delete-after --exclude='.*' "$folder/" "$target"
  ;;
*)
  echo "$0: $how is neither git nor rsync" >&2
  exit 2
  ;;
esac
