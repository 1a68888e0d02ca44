#!/bin/sh
# Makes an extracted crisis-plan.jar start faster, by a class data sharing archive of this Java:
#
#   java -Djarmode=tools -jar crisis-plan.jar extract --destination app
#   docker/train.sh app
#   cd app && java -XX:SharedArchiveFile=crisis-plan.jsa -XX:TieredStopAtLevel=1 -jar crisis-plan.jar
#
# Needs no database and no mail server: it starts once on a database in memory and ends before the port opens. Do it again after each
# change of the jar or of Java; an archive that does not fit is passed over, and the start takes as long as without it.
set -eu
cd "$1"
rm -f crisis-plan.jsa
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
# the settings of the place, database and profile among them, are not meant for this start
env -i PATH="$PATH" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} \
    java -XX:ArchiveClassesAtExit=crisis-plan.jsa -Xlog:cds=error -Xlog:cds+dynamic=error -Dspring.context.exit=onRefresh -Djava.io.tmpdir="$home" \
    -jar crisis-plan.jar \
    --spring.config.location=classpath:/ \
    --spring.datasource.url=jdbc:h2:mem:training \
    --crisis-plan.home="$home" \
    --server.address=127.0.0.1 --server.port=0 \
    --spring.main.banner-mode=off --logging.level.root=error
test -s crisis-plan.jsa
