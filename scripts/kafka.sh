#!/bin/sh
# Gets Apache Kafka's jars from Maven Central into .cache/kafka, once. Prints the class path that a broker starts with, and on
# standard error one line about what it did. With `serve`, starts one broker on loopback in the foreground instead (KAFKA_PORT,
# 9092), which forgets everything at its end. KAFKA_VERSION takes another version than deploy/kafka/pom.xml names. Java and Maven
# are installed by the system's package manager where they are missing.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
pom=$root/deploy/kafka/pom.xml
version=${KAFKA_VERSION:-$(sed -n 's|.*<kafka.version>\(.*\)</kafka.version>.*|\1|p' "$pom")}
jars=$root/.cache/kafka/$version

part=kafka
. "$root/scripts/lib.sh"

# need makes sure that a program is there.
need() {
	command -v "$1" >/dev/null || packaged "openjdk maven" "default-jre-headless maven" "java-17-openjdk-headless maven" "openjdk17-jre-headless maven" || :
	command -v "$1" >/dev/null || {
		say "$1 is needed and could not be installed (Debian: apt-get install default-jre-headless maven)"
		exit 1
	}
}

# fetch takes the jars into a directory of its own and renames it, so that two at once, or one that is cut off, do no harm.
fetch() {
	need mvn
	mkdir -p "$root/.cache/kafka"
	fresh=$(mktemp -d "$root/.cache/kafka/fetch.XXXXXX")
	trap 'rm -rf "$fresh"' EXIT
	mvn -q -B -f "$pom" org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
		-Dkafka.version="$version" -DoutputDirectory="$fresh" >&2
	mv -T "$fresh" "$jars" 2>/dev/null || [ -d "$jars" ] || mv "$fresh" "$jars"
	say "fetched version $version from Maven Central"
}

serve() {
	port=${KAFKA_PORT:-9092}
	data=$(mktemp -d)
	trap 'rm -rf "$data"' EXIT
	trap 'exit 0' INT TERM
	cat >"$data/server.properties" <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 1))
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
log.dirs=$data/log
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
END
	java -cp "$jars/*" kafka.tools.StorageTool format -t "$(head -c 16 /dev/urandom | base64 | tr +/ -_ | tr -d =)" -c "$data/server.properties" >/dev/null
	say "version $version at 127.0.0.1:$port; Ctrl-C ends it and everything in it"
	java -Xmx512m -cp "$jars/*" kafka.Kafka "$data/server.properties" &
	broker=$!
	trap 'kill $broker 2>/dev/null; wait $broker; rm -rf "$data"; trap - EXIT; exit 0' INT TERM
	wait $broker
}

need java
[ -d "$jars" ] || fetch
if [ "${1:-}" = serve ]; then
	serve
else
	echo "$jars/*"
fi
