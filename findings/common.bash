# Sourced by the scripts: a temporary folder with libraries and one Java program in it.
# usage: run_java 'groupId:artifactId:version[:classifier] ...' < Program.java, prints what the program prints.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run_java() {
  local dependencies="" coordinate group artifact version classifier
  for coordinate in $1; do
    IFS=: read -r group artifact version classifier <<<"$coordinate"
    dependencies+="<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version>"
    [ -z "$classifier" ] || dependencies+="<classifier>$classifier</classifier>"
    dependencies+="</dependency>"
  done
  cat >"$folder/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>finding</groupId>
<artifactId>finding</artifactId><version>1</version><dependencies>$dependencies</dependencies></project>
POM
  cat >"$folder/Finding.java"
  mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies \
    -DoutputDirectory="$folder/lib" >"$folder/mvn.log" 2>&1 || { cat "$folder/mvn.log" >&2; exit 2; }
  OMP_NUM_THREADS=1 java -cp "$folder/lib/*" "$folder/Finding.java" 2>"$folder/err" || { cat "$folder/err" >&2; exit 2; }
}

nd4j='org.nd4j:nd4j-native:1.0.0-M2.1 org.nd4j:nd4j-native:1.0.0-M2.1:linux-x86_64
  org.bytedeco:javacpp:1.5.7:linux-x86_64 org.bytedeco:openblas:0.3.19-1.5.7:linux-x86_64 org.slf4j:slf4j-nop:1.7.36'

# usage: verdict "$seen" "$recorded": fails where the library behaves otherwise than recorded.
verdict() {
  printf '%s\n' "$1"
  if [ "$1" != "$2" ]; then
    printf '\nCHANGED. Recorded was:\n%s\n' "$2" >&2
    exit 1
  fi
  echo "(as recorded)"
}
