package org.crisisplan.outage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.crisisplan.access.SyncedFile;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;

/** The disk under the embedded database: full whenever a test says so. */
public class FullDisk extends SyncedFile {

    private static volatile boolean full;

    /** From now on the product's database lies on it. */
    static void insert() {
        FilePath.register(new FullDisk());
    }

    static void fill(boolean toTheBrim) {
        full = toTheBrim;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Opened(super.open(mode));
    }

    private static class Opened extends FileBase {

        private final FileChannel file;

        Opened(FileChannel file) {
            this.file = file;
        }

        private static void needSpace() throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            needSpace();
            return file.write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            needSpace();
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
